"""What people asked about themes, taken over by the worker over a real database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from analysis.run import AnalysisDesk, run_analysis
from reporting.learning.wishes import Wish, waiting
from reporting.store.wishes import SqlWishStore
from tests.worker.conftest import TODAY, Office

Records = Callable[..., list[Mapping[str, Any]]]

pytestmark = pytest.mark.slow


@pytest.fixture
def wished(office: Office, records: Records) -> Office:
    """A release with three themes, and a desk that hears wishes."""
    store = SqlWishStore(office.analysis.releases.engine)
    desk = replace(office.analysis, wishes=lambda: waiting(store.all_wishes()))
    office.take_in(records("account-still-active", "allergy-meal", "hoist-sling"))
    run_analysis(desk, TODAY, office.lease, force=True)
    return replace(office, analysis=desk)


def themes(desk: AnalysisDesk) -> Mapping[str, Mapping[str, Any]]:
    release = desk.releases.latest()
    assert release is not None
    return {theme["id"]: theme for theme in release.document["themes"]}


def named(found: Mapping[str, Mapping[str, Any]], word: str) -> str:
    return next(one for one, theme in found.items() if word in " ".join(theme["terms_nl"]))


def ask(office: Office, *wishes: Wish) -> Mapping[str, Mapping[str, Any]]:
    """Wish, and run again."""
    store = SqlWishStore(office.analysis.releases.engine)
    for wish in wishes:
        store.add_wish(replace(wish, user_id="a" * 32, month="2026-11"))
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert waiting(store.all_wishes()) == ()
    return themes(office.analysis)


def test_a_name_stays_when_reports_come_in_and_goes_when_it_is_taken_back(
    wished: Office, records: Records
) -> None:
    hoist = named(themes(wished.analysis), "tillift")
    ours = themes(wished.analysis)[hoist]["label_nl"]
    found = ask(wished, Wish("rename", hoist, names={"nl": "Tillift die hapert", "en": ""}))
    assert found[hoist]["label_nl"] == "Tillift die hapert"
    assert found[hoist]["label_en"] != ""
    wished.take_in(records("double-booked"))
    assert ask(wished)[hoist]["label_nl"] == "Tillift die hapert"
    found = ask(wished, Wish("rename", hoist, names={"nl": "", "en": ""}))
    assert found[hoist]["label_nl"] == ours


def test_themes_that_were_merged_stay_one_and_come_back_as_they_were(wished: Office) -> None:
    before = themes(wished.analysis)
    meal, hoist = named(before, "tillift"), named(before, "dieet")
    merged = ask(wished, Wish("together", meal, hoist))
    assert meal not in merged
    assert merged[hoist]["events"][-1]["kind"] == "joined_by"
    assert merged[hoist]["events"][-1]["label_nl"] == before[meal]["label_nl"]
    assert meal not in ask(wished)
    parted = ask(wished, Wish("apart", meal, hoist))
    assert {meal, hoist} <= set(parted)
    assert parted[meal]["terms_nl"] == before[meal]["terms_nl"]
    assert parted[hoist]["terms_nl"] == before[hoist]["terms_nl"]
    assert parted[meal]["label_nl"] == before[meal]["label_nl"]


def test_a_theme_is_split_along_what_was_proposed_and_made_whole_again(wished: Office) -> None:
    before = themes(wished.analysis)
    meal, hoist = named(before, "tillift"), named(before, "dieet")
    proposed = ask(wished, Wish("together", meal, hoist))[hoist]["parts"]
    assert len(proposed) == 2
    split = ask(wished, Wish("split", hoist))
    [half] = set(split) - set(before)
    assert split[half]["events"] == [
        {**split[half]["events"][0], "kind": "split_from", "other": hoist}
    ]
    assert split[hoist]["events"][-1]["kind"] == "split_off"
    for theme in (half, hoist):
        assert any(set(part["terms_nl"]) & set(split[theme]["terms_nl"]) for part in proposed), (
            split[theme]["terms_nl"]
        )
    whole = ask(wished, Wish("whole", hoist))
    assert half not in whole
    assert hoist in whole


def test_wishes_wait_for_the_next_release(wished: Office) -> None:
    store = SqlWishStore(wished.analysis.releases.engine)
    theme = next(iter(themes(wished.analysis)))
    store.add_wish(Wish("rename", theme, names={"nl": "Later"}, month="2026-11"))
    counts = run_analysis(wished.analysis, TODAY, wished.lease, force=False)
    assert counts["waiting"] == 1
    assert len(waiting(store.all_wishes())) == 1


def test_proposed_parts_hold_only_words_that_several_reports_share(
    wished: Office, records: Records
) -> None:
    told = [
        record["story"].lower()
        for record in records("account-still-active", "allergy-meal", "hoist-sling")
    ]

    def tellers(term: str, stories: Sequence[str]) -> int:
        return sum(all(word in story for word in term.split()) for story in stories)

    found = themes(wished.analysis)
    one, other, *_ = found
    ask(wished, Wish("together", one, other))
    parts = [part for theme in themes(wished.analysis).values() for part in theme["parts"]]
    assert parts
    for part in parts:
        for term in (*part["terms_nl"], *part["terms_en"]):
            assert tellers(term, told) >= 3, term
