"""The room of analisten: unlock, draw a pile, read a report, and order what is to follow.

No address holds a report's id: a session has names of its own for the reports at hand.
"""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response, request, session, url_for
from flask_babel import LazyString
from flask_security import current_user

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from app.staff.screening.keyroom import KeyRoom, Place
from app.staff.screening.looking import find_sheet, open_signals, sheets_of
from app.staff.screening.typed import (
    SINGLE,
    Maker,
    Typed,
    new_order_id,
    order_id,
    typed,
)
from app.staff.screening.words import LOCKED, NO_SCREENING, NOT_HERE, PROBLEMS, TOO_OFTEN
from config.limits import MAX_FACTORS, QUESTION_MAX
from reporting.errors import WrongPassphrase
from reporting.orders import Kind
from reporting.screening import draw_pile, give_order, look_up, unlock
from reporting.screening_desk import Action, ScreeningDesk, Sheet

TOKEN: Final = "screening"  # noqa: S105 - the name of a place in the session
ORDERS: Final[Mapping[str, tuple[Kind, str]]] = {
    "gelezen": ("read", ""),
    "vraag": ("ask", "question"),
    "signaal": ("signal", "about"),
    "afgehandeld": ("handled", ""),
    "verbergen": ("change", "words"),
    "codes": ("change", "kind"),
    "afronden": ("done", "last_word"),
}
"""By the end of an address: what it orders, and the field that a problem is about."""


class KeyLocked(Exception):
    """This session has no key any more; it must be unlocked first."""


class NoScreening(Exception):
    """This installation has no manifest beside its staff pages."""


class ScreeningPages:
    """The pages of screening."""

    def __init__(self, staff: StaffDesk, desk: ScreeningDesk | None, room: KeyRoom) -> None:
        self._staff = staff
        self._desk = desk
        self._room = room

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("screening", __name__)
        for rule, view, method in (
            ("/screening", self.desk_page, "GET"),
            ("/screening/openen", self.open, "POST"),
            ("/screening/sluiten", self.close, "POST"),
            ("/screening/stapel", self.draw, "POST"),
            ("/screening/<name>", self.read, "GET"),
            ("/screening/<name>/<what>", self.order, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        pages.register_error_handler(KeyLocked, lambda _error: to_desk())
        pages.register_error_handler(NoScreening, lambda _error: no_screening())
        return pages

    @property
    def desk(self) -> ScreeningDesk:
        """The desk; the page of an installation without one says so instead."""
        if self._desk is None:
            raise NoScreening
        return self._desk

    def place(self) -> Place:
        """Where this session works; to the unlock page when its key is gone."""
        found = self._room.find(session.get(TOKEN), current_user.id, self._staff.clock())
        if found is None:
            raise KeyLocked
        return found

    def note(self, action: Action) -> None:
        """Count an action for the overseer."""
        month = f"{self._staff.clock():%Y-%m}"
        self.desk.store.note_action(current_user.id, month, action)

    @needs(Permission.REPORT_READ)
    def desk_page(self) -> Response:
        desk = self.desk
        place = self._room.find(session.get(TOKEN), current_user.id, self._staff.clock())
        if place is None:
            return page("staff/screening_locked.html", problem=None)
        known = look_up(place.open_, desk)
        return page(
            "staff/screening.html",
            sheets=sheets_of(place, known, desk),
            signals=open_signals(place, known, desk),
        )

    @needs(Permission.REPORT_READ)
    def open(self) -> Response:
        desk, now, user = self.desk, self._staff.clock(), current_user.id
        if not self._room.may_try(user, now):
            return page("staff/screening_locked.html", 429, problem=("passphrase", TOO_OFTEN))
        try:
            ring = unlock(current_user.email, request.form.get("passphrase", ""), desk)
        except tuple(LOCKED) as problem:
            if isinstance(problem, WrongPassphrase):
                self._room.note_wrong(user, now)
            told = ("passphrase", LOCKED[type(problem)])
            return page("staff/screening_locked.html", 400, problem=told)
        session[TOKEN] = self._room.admit(user, ring.open, now)
        self.note("unlock")
        self.place().put(draw_pile(ring.open, desk))
        return to_desk()

    @needs(Permission.REPORT_READ)
    def close(self) -> Response:
        self._room.leave(current_user.id)
        session.pop(TOKEN, None)
        return to_desk()

    @needs(Permission.REPORT_READ)
    def draw(self) -> Response:
        desk, place = self.desk, self.place()
        place.put(draw_pile(place.open_, desk))
        return to_desk()

    @needs(Permission.REPORT_READ)
    def read(self, name: str) -> Response:
        desk, place = self.desk, self.place()
        sheet = find_sheet(name, place, desk)
        if sheet is None:
            return not_here()
        self.note("read")
        return self.sheet_page(name, sheet, Typed())

    @needs(Permission.REPORT_CHANGE)
    def order(self, name: str, what: str) -> Response:
        desk, place = self.desk, self.place()
        sheet = find_sheet(name, place, desk)
        if sheet is None or what not in ORDERS:
            return not_here()
        kind, field = ORDERS[what]
        filled, maker = typed(), self.maker()
        try:
            give_order(maker.make(kind, sheet, filled), order_id(), desk)
        except tuple(PROBLEMS) as problem:
            return self.sheet_page(name, sheet, filled, (field, PROBLEMS[type(problem)]))
        if kind != "read":
            self.note(kind)
            return Response(
                status=303, headers={"Location": url_for("screening.read", name=name) + "#gedaan"}
            )
        return to_desk()

    def maker(self) -> Maker:
        return Maker(self._staff.clock(), self.desk.own_words, self._staff.taxonomy)

    def sheet_page(
        self, name: str, sheet: Sheet, filled: Typed, problem: tuple[str, LazyString] | None = None
    ) -> Response:
        taxonomy = self._staff.taxonomy
        return page(
            "staff/screening_report.html",
            400 if problem else 200,
            name=name,
            sheet=sheet,
            filled=filled,
            problem=problem,
            single={field: taxonomy.axis(axis) for field, axis in SINGLE.items()},
            factors=taxonomy.axis("factors"),
            order_id=new_order_id(),
            due=self.maker().due,
            longest=QUESTION_MAX,
            most_factors=MAX_FACTORS,
        )


def to_desk() -> Response:
    """To the pile, or to where the key is unlocked."""
    return Response(status=303, headers={"Location": url_for("screening.desk_page")})


def no_screening() -> Response:
    """Nobody can screen here yet."""
    return page("shared/answer.html", NO_SCREENING.status, answer=NO_SCREENING)


def not_here() -> Response:
    """The report is not on this desk."""
    return page("shared/answer.html", NOT_HERE.status, answer=NOT_HERE)


def drop_keys_of(room: KeyRoom) -> Callable[..., None]:
    """What to do when somebody signs out."""

    def drop(_app: object, user: object) -> None:
        room.leave(str(getattr(user, "id", "")))

    return drop
