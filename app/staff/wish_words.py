"""Wishes about themes, and what became of themes, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.staff.choices import language
from reporting.learning.wishes import Wish, can_be_undone

ASKED: Final = "gevraagd"
"""In the address after something was asked."""
WISH_STATUS: Final[Mapping[str, tuple[LazyString, str]]] = {
    "waiting": (_("wacht nog"), "yellow"),
    "done": (_("verwerkt"), "green"),
    "taken_back": (_("teruggedraaid"), "grey"),
}
UNNAMED: Final = _("een thema dat er niet meer is")


@dataclass(frozen=True, slots=True)
class TellableWish:
    """A wish as its theme's page shows it."""

    wish: Wish
    said: LazyString
    can_be_undone: bool


def tell_wishes(theme: str, wishes: Sequence[Wish], names: Mapping[str, str]) -> list[TellableWish]:
    """What was asked about a theme, the latest first."""
    return [
        TellableWish(wish, told_wish(wish, theme, names), can_be_undone(wish, wishes))
        for wish in reversed(wishes)
        if wish.is_about(theme)
    ]


def told_wish(wish: Wish, theme: str, names: Mapping[str, str]) -> LazyString:
    """A wish in one sentence, seen from the page of one of its themes."""
    if wish.kind == "rename":
        return _told_name(wish)
    other = wish.other if wish.theme == theme else wish.theme
    name = names.get(other or "", UNNAMED)
    if wish.kind == "together" and wish.theme != theme:
        return _("“%(name)s” hoort bij dit thema.", name=name)
    return {
        "together": _("Dit thema hoort bij “%(name)s”.", name=name),
        "apart": _("Dit thema blijft los van “%(name)s”.", name=name),
        "free": _("Dit thema hoeft niet meer los te blijven van “%(name)s”.", name=name),
        "split": _("Dit thema wordt in tweeën gesplitst."),
        "whole": _("De delen van dit thema worden weer één."),
    }[wish.kind]


def _told_name(wish: Wish) -> LazyString:
    given = [f"“{name}” ({code})" for code, name in (wish.names or {}).items() if name]
    if not given:
        return _("De naam die een mens gaf is weg. De berekende naam komt terug.")
    return _("Dit thema heet voortaan %(names)s.", names=", ".join(given))


EVENTS: Final[Mapping[str, LazyString]] = {
    "split_from": _("losgekomen van"),
    "split_off": _("hiervan kwam los:"),
    "joined_by": _("hier ging in op:"),
}


def names_in(document: Mapping[str, Any]) -> dict[str, str]:
    """What every theme is called that a release names, also one that is not in it any more."""
    label = f"label_{language()}"
    gone = {
        event["other"]: event[label]
        for theme in document["themes"]
        for event in theme["events"]
        if event.get(label)
    }
    return {**gone, **{theme["id"]: theme[label] for theme in document["themes"]}}


def why_related(theme: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Words in the language of the page, and codes of factors, that two themes share."""
    terms = f"terms_{language()}"
    theirs = {word for term in other[terms] for word in term.split()}
    words = [term for term in theme[terms] if set(term.split()) & theirs]
    return words, [code for code in theme["factors"] if code in other["factors"]]
