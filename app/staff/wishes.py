"""What an analist asks about a theme: another name, one with another, two, and back again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_security import current_user

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.staff.choices import language
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at, problem_words
from app.staff.screening.words import PROBLEMS
from app.staff.wish_words import ASKED, names_in, told_wish
from config.limits import LANGUAGES
from reporting.learning.errors import LearningError, UnknownTheme, UnknownWish
from reporting.learning.texts import NAME_MAX
from reporting.learning.theme_names import check_name
from reporting.learning.wishes import Wish, can_be_undone, own_names
from reporting.learning.wishing import (
    WishDesk,
    Wisher,
    rename_theme,
    undo_wish,
    wish_apart,
    wish_split,
    wish_together,
)
from reporting.masking.errors import MaskingFailed

SURE: Final = "zeker"
"""The button of a page that asks to think again."""

WithAnother = Callable[[str, str, Wisher, WishDesk], Wish]
PAIRS: Final[Mapping[str, WithAnother]] = {
    "samenvoegen": wish_together,
    "los-houden": wish_apart,
}
"""By the end of an address: what is asked about two themes."""

Problem = tuple[str, LazyString]


class WishPages:
    """The pages on which a theme is changed."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("wishes", __name__)
        for rule, view, method in (
            ("/themas/<theme_id>/naam", self.ask_name, "GET"),
            ("/themas/<theme_id>/naam", self.rename, "POST"),
            ("/themas/<theme_id>/<what>", self.ask_other, "GET"),
            ("/themas/<theme_id>/<what>", self.with_another, "POST"),
            ("/themas/<theme_id>/splitsen", self.ask_split, "GET"),
            ("/themas/<theme_id>/splitsen", self.split, "POST"),
            ("/themas/<theme_id>/terug/<number>", self.ask_undo, "GET"),
            ("/themas/<theme_id>/terug/<number>", self.undo, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    def theme(self, theme_id: str) -> Mapping[str, Any]:
        themes = self._desk.document()["themes"]
        found: Mapping[str, Any] | None = next((t for t in themes if t["id"] == theme_id), None)
        if found is None:
            raise UnknownTheme
        return found

    def wisher(self) -> Wisher:
        return Wisher(current_user.id, f"{self._desk.clock():%Y-%m}")

    def kept(self, theme_id: str) -> Response:
        """Count it for the overseer, and back to the theme, which shows what was asked."""
        by = self.wisher()
        self._desk.note(by.user_id, by.month, "theme")
        target = url_for("themes.theme", theme_id=theme_id)
        return Response(status=303, headers={"Location": f"{target}?{ASKED}=ja"})

    @needs(Permission.THEME_CHANGE)
    def ask_name(self, theme_id: str) -> Response:
        typed = own_names(theme_id, self._desk.wishes.store.all_wishes())
        return self.name_page(theme_id, typed)

    def name_page(
        self, theme_id: str, typed: Mapping[str, str], problem: Problem | None = None
    ) -> Response:
        order = (language(), *(code for code in LANGUAGES if code != language()))
        return page(
            "staff/theme_name.html",
            400 if problem else 200,
            theme=self.theme(theme_id),
            typed=typed,
            order=order,
            longest=NAME_MAX,
            problem=problem,
        )

    @needs(Permission.THEME_CHANGE)
    def rename(self, theme_id: str) -> Response:
        typed = {code: tidy_text(request.form.get(f"name-{code}", "")) for code in LANGUAGES}
        try:
            rename_theme(theme_id, typed, self.wisher(), self._desk.wishes)
        except UnknownTheme:
            raise
        except (LearningError, MaskingFailed) as problem:
            return self.name_page(theme_id, typed, (self.field_of(typed), told(problem)))
        return self.kept(theme_id)

    def field_of(self, typed: Mapping[str, str]) -> str:
        """The field of the name that is refused, else the first on the page."""
        for code, name in typed.items():
            try:
                check_name(" ".join(name.split()), code, self._desk.wishes.own_words)
            except (LearningError, MaskingFailed):
                return f"name-{code}"
        return f"name-{language()}"

    @needs(Permission.THEME_CHANGE)
    def ask_other(self, theme_id: str, what: str) -> Response:
        return self.other_page(theme_id, what)

    def other_page(self, theme_id: str, what: str, problem: Problem | None = None) -> Response:
        if what not in PAIRS:
            abort(404)
        theme = self.theme(theme_id)
        return page(
            "staff/theme_other.html",
            400 if problem else 200,
            theme=theme,
            what=what,
            others=others(theme, self._desk.document()["themes"]),
            chosen=request.values.get("other", ""),
            problem=problem,
        )

    @needs(Permission.THEME_CHANGE)
    def with_another(self, theme_id: str, what: str) -> Response:
        other, sure = request.form.get("other", ""), SURE in request.form
        if not other or what not in PAIRS:
            return self.other_page(theme_id, what, ("other", _("Kies een thema.")))
        try:
            shown = self.theme(theme_id), self.theme(other)
            if not sure and theme_id != other:
                return page("staff/theme_pair.html", theme=shown[0], other=shown[1], what=what)
            PAIRS[what](theme_id, other, self.wisher(), self._desk.wishes)
        except LearningError as problem:
            return self.other_page(theme_id, what, problem_at(problem, "other"))
        return self.kept(theme_id)

    @needs(Permission.THEME_CHANGE)
    def ask_split(self, theme_id: str) -> Response:
        return page("staff/theme_split.html", theme=self.theme(theme_id))

    @needs(Permission.THEME_CHANGE)
    def split(self, theme_id: str) -> Response:
        wish_split(theme_id, self.wisher(), self._desk.wishes)
        return self.kept(theme_id)

    @needs(Permission.THEME_CHANGE)
    def ask_undo(self, theme_id: str, number: str) -> Response:
        wishes = self._desk.wishes.store.all_wishes()
        wish = self.wish(theme_id, number, wishes)
        return page(
            "staff/theme_undo.html",
            theme=self.theme(theme_id),
            wish=wish,
            said=told_wish(wish, theme_id, names_in(self._desk.document())),
            possible=can_be_undone(wish, wishes),
        )

    @needs(Permission.THEME_CHANGE)
    def undo(self, theme_id: str, number: str) -> Response:
        wish = self.wish(theme_id, number, self._desk.wishes.store.all_wishes())
        undo_wish(wish.number, self.wisher(), self._desk.wishes)
        return self.kept(theme_id)

    def wish(self, theme_id: str, number: str, wishes: Sequence[Wish]) -> Wish:
        found = next((one for one in wishes if str(one.number) == number), None)
        if found is None or not found.is_about(theme_id):
            raise UnknownWish
        return found


def told(problem: Exception) -> LazyString:
    """The sentence for what is wrong with a name."""
    if isinstance(problem, LearningError):
        return problem_words(problem)
    return PROBLEMS[MaskingFailed]


def others(
    theme: Mapping[str, Any], themes: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """All other themes: those that are most like it first, then by name."""
    by_id = {one["id"]: one for one in themes if one["id"] != theme["id"]}
    near = [by_id.pop(one) for one in theme["related"] if one in by_id]
    rest = sorted(by_id.values(), key=lambda one: str(one[f"label_{language()}"]).casefold())
    return [*near, *rest]
