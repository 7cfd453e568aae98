"""What people decided about themes is kept, and the later wish wins."""

import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import AnalysisError
from analysis.labelling import Label
from analysis.memory import Memory, pack_memory, unpack_memory
from analysis.tracking import ThemeState
from analysis.wishes import (
    Wishes,
    after_run,
    folded,
    free,
    keep_apart,
    make_whole,
    merge,
    named,
    read_wishes,
    rename,
    split,
)

NOWHERE = np.zeros(0, dtype=np.float32)


def theme(name: str, *parents: str) -> ThemeState:
    return ThemeState(name, frozenset(), NOWHERE, parents=parents)


def test_a_name_replaces_ours_in_its_language_until_it_is_taken_back() -> None:
    ours = {code: Label(f"rond {code}", ("a",), "want", code) for code in ("nl", "en")}
    wishes = rename(Wishes(), "t-a", {"nl": " Bijna vallen van de ladder "})
    (found,) = named([ours], [theme("t-a")], wishes)
    assert (found["nl"].text, found["en"].text) == ("Bijna vallen van de ladder", "rond en")
    assert found["nl"].terms == ("a",)
    (again,) = named([ours], [theme("t-a")], rename(wishes, "t-a", {"nl": ""}))
    assert again == ours


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(AnalysisError, match="80"):
        rename(Wishes(), "t-a", {"nl": "x" * 81})


def test_themes_that_belong_together_have_one_home() -> None:
    wishes = merge(merge(Wishes(), "t-a", "t-b"), "t-b", "t-c")
    assert [wishes.home(one) for one in ("t-a", "t-b", "t-c", "t-d")] == ["t-c"] * 3 + ["t-d"]
    assert merge(wishes, "t-c", "t-a") == wishes


def test_a_theme_that_is_part_of_another_gives_it_its_reports_and_sleeps() -> None:
    axis = np.eye(1, 2, dtype=np.float32)[0]
    one, other = ThemeState("t-a", frozenset("ab"), axis), ThemeState("t-b", frozenset("c"), axis)
    home, part = folded([one, other], merge(Wishes(), "t-b", "t-a"))
    assert (home.report_ids, home.parents, home.awake) == (frozenset("abc"), ("t-b",), True)
    assert (part.report_ids, part.awake, part.centroid.shape) == (frozenset(), False, (0,))
    assert folded([one, other], Wishes()) == (one, other)


def test_the_later_of_together_and_apart_wins() -> None:
    apart = keep_apart(merge(Wishes(), "t-a", "t-b"), "t-a", "t-b")
    assert (apart.home("t-a"), apart.apart) == ("t-a", frozenset({("t-a", "t-b")}))
    together = merge(apart, "t-b", "t-a")
    assert (together.home("t-b"), together.apart) == ("t-a", frozenset())


def test_a_theme_that_was_parted_stays_apart_from_its_new_half() -> None:
    wishes = split(Wishes(), "t-a")
    found = after_run(wishes, [theme("t-a"), theme("t-new", "t-a")], [theme("t-a")])
    assert (found.cut, found.apart) == (frozenset(), frozenset({("t-a", "t-new")}))
    assert after_run(wishes, [theme("t-a")], [theme("t-a")]) == wishes


def test_wishes_are_read_in_order() -> None:
    said = [
        {"kind": "rename", "theme": "t-a", "label_en": "Near falls"},
        {"kind": "together", "theme": "t-b", "other": "t-a"},
        {"kind": "split", "theme": "t-c"},
        {"kind": "apart", "theme": "t-d", "other": "t-c"},
    ]
    wishes = read_wishes(said)
    assert wishes.names == {"t-a": {"en": "Near falls"}}
    assert (wishes.into, wishes.cut) == ({"t-b": "t-a"}, frozenset({"t-c"}))
    assert wishes.apart == {("t-c", "t-d")}


@pytest.mark.parametrize("said", [{"kind": "burn", "theme": "t"}, {"kind": "together"}, "x"])
def test_a_wish_that_cannot_be_read_is_named_by_its_number(said: dict[str, str]) -> None:
    with pytest.raises(AnalysisError, match="wish 2"):
        read_wishes([{"kind": "split", "theme": "t-a"}, said])


def test_wishes_are_remembered_and_a_memory_of_before_has_none() -> None:
    wishes = split(keep_apart(rename(Wishes(), "t-a", {"nl": "Ladders"}), "t-b", "t-c"), "t-a")
    kept = Memory(known=frozenset({"r1"}), wishes=merge(wishes, "t-d", "t-e"))
    packed = pack_memory(kept)
    assert unpack_memory(packed) == kept
    old = json.loads(packed)
    del old["wishes"], old["known"]
    assert unpack_memory(json.dumps(old).encode()) == Memory()


def test_parts_of_a_cut_are_made_whole_and_a_cut_that_waits_is_dropped() -> None:
    cut = after_run(split(Wishes(), "t-a"), [theme("t-a"), theme("t-new", "t-a")], [theme("t-a")])
    whole = make_whole(cut, "t-a")
    assert (whole.home("t-new"), whole.apart) == ("t-a", frozenset())
    assert make_whole(split(Wishes(), "t-a"), "t-a") == Wishes()


def test_themes_that_need_not_stay_apart_may_become_one_by_themselves() -> None:
    assert free(keep_apart(Wishes(), "t-b", "t-a"), "t-a", "t-b") == Wishes()


def test_a_merge_that_is_undone_gives_each_theme_its_reports_back() -> None:
    axis = np.eye(1, 2, dtype=np.float32)[0]
    one, other = ThemeState("t-a", frozenset("ab"), axis), ThemeState("t-b", frozenset("cd"), axis)
    merged = Memory("usem3", (one, other)).with_wishes(
        [{"kind": "together", "theme": "t-b", "other": "t-a"}]
    )
    home, part = merged.for_encoder("usem3")
    later = replace(merged, themes=(replace(home, report_ids=frozenset("abcde")), part))
    kept = unpack_memory(pack_memory(later))
    back = kept.with_wishes([{"kind": "apart", "theme": "t-b", "other": "t-a"}])
    found = {theme.id: theme.report_ids for theme in back.themes}
    assert found == {"t-a": frozenset("abe"), "t-b": frozenset("cd")}
    assert back.themes[1].awake
    assert back.merged == {}
    assert kept.merged_in("e5")["t-b"].centroid.shape == (0,)
