"""What is asked about themes: kept in order, taken back, and undone by its opposite."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Engine

from reporting.learning.errors import NothingToSplit, NotToBeTakenBack, SameTheme, UnknownTheme
from reporting.learning.wishes import Wish, home_of, own_names, waiting, with_names
from reporting.learning.wishing import (
    WishDesk,
    Wisher,
    rename_theme,
    undo_wish,
    wish_apart,
    wish_split,
    wish_together,
)
from reporting.masking.own_words import NO_OWN_WORDS
from reporting.store.engine import writing
from reporting.store.wishes import SqlWishStore, note_taken_over

ME = Wisher("a" * 32, "2026-11")
DOCUMENT: Mapping[str, Any] = {
    "themes": [
        {"id": "t-1", "label_nl": "een", "label_en": "one", "parts": [{}, {}]},
        {"id": "t-2", "label_nl": "twee", "label_en": "two", "parts": []},
    ]
}


@dataclass(frozen=True)
class Shelf:
    """A release reader with one release."""

    document: Mapping[str, Any] = field(default_factory=lambda: DOCUMENT)

    def latest(self) -> "Shelf":
        return self


@pytest.fixture
def desk(engine: Engine) -> WishDesk:
    return WishDesk(SqlWishStore(engine), Shelf(), NO_OWN_WORDS)


@pytest.fixture
def carried_out(engine: Engine, desk: WishDesk) -> Callable[[], None]:
    numbers: Iterator[int] = iter(range(1, 100))

    def carry_out() -> None:
        waits = [wish.number for wish in waiting(desk.store.all_wishes())]
        with writing(engine) as connection:
            note_taken_over(connection, waits, next(numbers))

    return carry_out


def test_wishes_are_kept_in_order_and_the_same_one_once(desk: WishDesk) -> None:
    first = wish_together("t-1", "t-2", ME, desk)
    again = wish_together("t-1", "t-2", ME, desk)
    second = rename_theme("t-1", {"nl": "  Ballast  kwijt ", "en": ""}, ME, desk)
    assert (first.number, again.number, second.number) == (1, 1, 2)
    assert [wish.kind for wish in desk.store.all_wishes()] == ["together", "rename"]
    assert desk.store.all_wishes()[1].names == {"nl": "Ballast kwijt", "en": ""}
    assert desk.store.all_wishes()[1].month == "2026-11"


def test_wishes_had_at_the_same_moment_get_numbers_of_their_own(desk: WishDesk) -> None:
    names = [f"Ballast kwijt {letter * 3}" for letter in "abcdefgh"]
    wishes = [Wish("rename", "t-1", names={"nl": name}) for name in names]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(desk.store.add_wish, wishes))
    assert sorted(wish.number for wish in kept) == list(range(1, 9))


def test_only_themes_that_are_shown_can_be_wished_about(desk: WishDesk) -> None:
    with pytest.raises(UnknownTheme):
        wish_apart("t-1", "t-9", ME, desk)
    with pytest.raises(UnknownTheme):
        rename_theme("t-9", {"nl": "Ballast kwijt"}, ME, desk)
    with pytest.raises(SameTheme):
        wish_together("t-1", "t-1", ME, desk)
    with pytest.raises(NothingToSplit):
        wish_split("t-2", ME, desk)
    assert desk.store.all_wishes() == ()


def test_a_wish_that_waits_is_taken_back_and_one_that_is_done_is_undone(
    desk: WishDesk, carried_out: Callable[[], None]
) -> None:
    wish_split("t-1", ME, desk)
    assert undo_wish(1, ME, desk).status == "taken_back"
    with pytest.raises(NotToBeTakenBack):
        undo_wish(1, ME, desk)
    wish_split("t-1", ME, desk)
    carried_out()
    assert undo_wish(2, ME, desk).kind == "whole"
    with pytest.raises(NotToBeTakenBack):
        undo_wish(2, ME, desk)
    assert [wish.kind for wish in waiting(desk.store.all_wishes())] == ["whole"]


def test_what_the_worker_took_over_meanwhile_is_undone_and_not_dropped(
    desk: WishDesk, carried_out: Callable[[], None]
) -> None:
    wish_split("t-1", ME, desk)
    carried_out()
    assert desk.store.take_back(1) is False
    assert desk.store.all_wishes()[0].status == "done"


def test_an_undone_name_gives_way_to_the_one_before(
    desk: WishDesk, carried_out: Callable[[], None]
) -> None:
    rename_theme("t-1", {"nl": "Ballast kwijt"}, ME, desk)
    carried_out()
    rename_theme("t-1", {"nl": "Ballast zoek", "en": "Ballast lost"}, ME, desk)
    carried_out()
    assert undo_wish(2, ME, desk).names == {"nl": "Ballast kwijt", "en": ""}
    carried_out()
    assert own_names("t-1", desk.store.all_wishes()) == {"nl": "Ballast kwijt", "en": ""}


def test_keeping_apart_what_was_never_one_is_undone_without_merging(
    desk: WishDesk, carried_out: Callable[[], None]
) -> None:
    wish_apart("t-1", "t-2", ME, desk)
    carried_out()
    assert undo_wish(1, ME, desk).kind == "free"


def test_a_merged_theme_has_its_home_in_the_other_until_that_is_undone(
    desk: WishDesk, carried_out: Callable[[], None]
) -> None:
    wish_together("t-1", "t-2", ME, desk)
    assert home_of("t-1", desk.store.all_wishes()) == "t-1"
    carried_out()
    assert home_of("t-1", desk.store.all_wishes()) == "t-2"
    undo_wish(1, ME, desk)
    carried_out()
    assert home_of("t-1", desk.store.all_wishes()) == "t-1"


def test_a_name_shows_in_its_language_while_it_waits_and_leaves_the_release_as_it_is(
    desk: WishDesk,
) -> None:
    rename_theme("t-1", {"nl": "Ballast kwijt"}, ME, desk)
    shown = with_names(DOCUMENT, desk.store.all_wishes())
    assert (shown["themes"][0]["label_nl"], shown["themes"][0]["label_en"]) == (
        "Ballast kwijt",
        "one",
    )
    assert DOCUMENT["themes"][0]["label_nl"] == "een"
    undo_wish(1, ME, desk)
    assert with_names(DOCUMENT, desk.store.all_wishes()) == DOCUMENT
