"""What analisten ask about themes: another name, these are one, this is two, leave these two.

A wish names published themes only. The worker takes it over with its next release; what is shown
at once is a name, because a name tells nothing of a report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

from config.limits import LANGUAGES

WishKind = Literal["rename", "together", "apart", "free", "split", "whole"]
"""A name; two are one; two stay two, and no longer; one is two, and no longer."""
WishStatus = Literal["waiting", "done", "taken_back"]

_OPPOSITE: Final[Mapping[WishKind, WishKind]] = {
    "together": "apart",
    "apart": "together",
    "free": "apart",
    "split": "whole",
    "whole": "split",
}
_ABOUT_ONE_THING: Final[tuple[frozenset[WishKind], ...]] = (
    frozenset({"rename"}),
    frozenset({"together", "apart", "free"}),
    frozenset({"split", "whole"}),
)
"""Of these the latest about the same themes counts."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that was asked."""

    kind: WishKind
    theme: str
    other: str | None = None
    """The second theme, of "together" and "apart"."""
    names: Mapping[str, str] | None = None
    """Of "rename": by language; empty text takes a name back."""
    user_id: str = ""
    month: str = ""
    """YYYY-MM in which it was asked."""
    number: int = 0
    """Place in the order in which wishes were had, from 1; 0 for one that is not kept yet."""
    release: int | None = None
    """Number of the release that took it over."""
    taken_back: bool = False

    @property
    def status(self) -> WishStatus:
        """How far it is. What the worker took over is done, whatever came in between."""
        if self.release is not None:
            return "done"
        return "taken_back" if self.taken_back else "waiting"

    def is_about(self, theme: str) -> bool:
        """Whether it names this theme."""
        return theme in (self.theme, self.other)


class WishStore(Protocol):
    """Where wishes are kept. Each call is one transaction."""

    def all_wishes(self) -> tuple[Wish, ...]:
        """Every wish, in the order in which they were had."""

    def add_wish(self, wish: Wish) -> Wish:
        """Keep a wish; returns it with its number. The same one that waits is not kept twice."""

    def take_back(self, number: int) -> bool:
        """Mark a wish that waits as taken back; False when it waits no more."""


def opposite(wish: Wish, wishes: Sequence[Wish]) -> Wish:
    """What undoes a wish that was taken over.

    Args:
        wish: one of `wishes`.
        wishes: all, in order; a name gives way to the one before it.
    """
    earlier = [one for one in wishes if one.number < wish.number and one.status == "done"]
    same = [one for one in earlier if _same_subject(one, wish)]
    if wish.kind == "rename":
        had = (same[-1].names or {}) if same else {}
        names = {code: had.get(code, "") for code in LANGUAGES}
        return Wish("rename", wish.theme, names=names)
    if wish.kind == "apart" and not any(one.kind == "together" for one in same):
        return Wish("free", wish.theme, wish.other)
    return Wish(_OPPOSITE[wish.kind], wish.theme, wish.other)


def can_be_undone(wish: Wish, wishes: Sequence[Wish]) -> bool:
    """Whether a wish still stands: it is the last word about what it names."""
    last = [one for one in wishes if _same_subject(one, wish) and one.status != "taken_back"]
    empty = wish.kind == "rename" and not any((wish.names or {}).values())
    stands = bool(last) and last[-1].number == wish.number
    return stands and not (empty and wish.status == "done")


def _same_subject(one: Wish, other: Wish) -> bool:
    same_sort = any({one.kind, other.kind} <= kinds for kinds in _ABOUT_ONE_THING)
    return same_sort and {one.theme, one.other} == {other.theme, other.other}


def waiting(wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """The wishes that the worker has still to take over, in order."""
    return tuple(wish for wish in wishes if wish.status == "waiting")


def home_of(theme: str, wishes: Sequence[Wish]) -> str:
    """The theme that this one is part of by now, or itself."""
    into: dict[str, str] = {}
    for wish in wishes:
        if wish.status == "done" and wish.other is not None:
            pair = {wish.theme, wish.other}
            into = {one: home for one, home in into.items() if {one, home} != pair}
            if wish.kind == "together":
                into[wish.theme] = wish.other
    seen = {theme}
    while theme in into and into[theme] not in seen:
        theme = into[theme]
        seen.add(theme)
    return theme


def own_names(theme: str, wishes: Sequence[Wish]) -> Mapping[str, str]:
    """The names that people last gave a theme, by language; empty where they gave none."""
    given = [one for one in wishes if one.kind == "rename" and one.theme == theme]
    standing = [one for one in given if one.status != "taken_back"]
    return (standing[-1].names or {}) if standing else {}


def with_names(document: Mapping[str, Any], wishes: Sequence[Wish]) -> Mapping[str, Any]:
    """A release with the names that people gave since; all else stays as it was published.

    A name that was taken back needs the worker: until then the one of the release stands.
    """
    names: dict[str, dict[str, str]] = {}
    for wish in waiting(wishes):
        if wish.kind == "rename" and wish.names:
            given = {f"label_{code}": name for code, name in wish.names.items() if name}
            names[wish.theme] = given
    if not names:
        return document
    themes = [{**theme, **names.get(theme["id"], {})} for theme in document["themes"]]
    return {**document, "themes": themes}
