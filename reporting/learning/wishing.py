"""How analisten ask something about a theme, and take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from config.limits import LANGUAGES
from reporting.learning.cards import ReleaseReader
from reporting.learning.errors import (
    NameForNothing,
    NothingToSplit,
    NotToBeTakenBack,
    SameTheme,
    UnknownTheme,
    UnknownWish,
)
from reporting.learning.theme_names import check_name
from reporting.learning.wishes import Wish, WishStore, can_be_undone, opposite, own_names
from reporting.masking.own_words import OwnWords


@dataclass(frozen=True, slots=True)
class WishDesk:
    """What wishing needs."""

    store: WishStore
    releases: ReleaseReader
    own_words: OwnWords
    """Names and words of the organisation that no text may hold."""


@dataclass(frozen=True, slots=True)
class Wisher:
    """Who wishes, and when."""

    user_id: str
    month: str


def rename_theme(theme: str, names: Mapping[str, str], by: Wisher, desk: WishDesk) -> Wish:
    """Give a theme a name of one's own, in one language or more; an empty name takes it back.

    Raises:
        UnknownTheme, ThemeNameTooLong, NameForNothing, NameWithMasked, NameNotNeutral: nothing
            was kept.
        MaskingFailed: the name could not be looked at; nothing was kept.
    """
    _published(theme, desk)
    tidy = {code: " ".join(names.get(code, "").split()) for code in LANGUAGES}
    for code, name in tidy.items():
        check_name(name, code, desk.own_words)
    if not any(tidy.values()) and not _has_name(theme, desk.store.all_wishes()):
        raise NameForNothing
    return desk.store.add_wish(_by(Wish("rename", theme, names=tidy), by))


def wish_together(theme: str, other: str, by: Wisher, desk: WishDesk) -> Wish:
    """These two belong together: from the next release on, the first is part of the second.

    Raises:
        UnknownTheme, SameTheme: nothing was kept.
    """
    _pair(theme, other, desk)
    return desk.store.add_wish(_by(Wish("together", theme, other), by))


def wish_apart(theme: str, other: str, by: Wisher, desk: WishDesk) -> Wish:
    """These two are two, however alike.

    Raises:
        UnknownTheme, SameTheme: nothing was kept.
    """
    _pair(theme, other, desk)
    return desk.store.add_wish(_by(Wish("apart", theme, other), by))


def wish_split(theme: str, by: Wisher, desk: WishDesk) -> Wish:
    """This theme is two; along the parts that the release proposes.

    Raises:
        UnknownTheme, NothingToSplit: nothing was kept.
    """
    if not _published(theme, desk).get("parts"):
        raise NothingToSplit
    return desk.store.add_wish(_by(Wish("split", theme), by))


def undo_wish(number: int, by: Wisher, desk: WishDesk) -> Wish:
    """Take a wish back: one that waits is dropped, one that was taken over gets its opposite.

    Returns:
        The wish as it stands now, or its opposite, which waits.

    Raises:
        UnknownWish: there is none of that number.
        NotToBeTakenBack: it was taken back before, or undone by a later wish.
    """
    wishes = desk.store.all_wishes()
    wish = next((one for one in wishes if one.number == number), None)
    if wish is None:
        raise UnknownWish
    if not can_be_undone(wish, wishes):
        raise NotToBeTakenBack
    if wish.status == "waiting" and desk.store.take_back(number):
        return replace(wish, taken_back=True)
    return desk.store.add_wish(_by(opposite(wish, wishes), by))


def _has_name(theme: str, wishes: Sequence[Wish]) -> bool:
    names = own_names(theme, wishes)
    return any(names.values())


def _by(wish: Wish, by: Wisher) -> Wish:
    return replace(wish, user_id=by.user_id, month=by.month)


def _pair(theme: str, other: str, desk: WishDesk) -> None:
    _published(theme, desk)
    _published(other, desk)
    if theme == other:
        raise SameTheme


def _published(theme: str, desk: WishDesk) -> Mapping[str, Any]:
    release = desk.releases.latest()
    themes: Sequence[Mapping[str, Any]] = release.document["themes"] if release else ()
    found = next((one for one in themes if one["id"] == theme), None)
    if found is None:
        raise UnknownTheme
    return found
