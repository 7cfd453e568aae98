"""What is told of where a theme came from, and what is not."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analysis.lineage import moved_since, tell_events
from analysis.tracking import ThemeState

NOWHERE = np.zeros(0, dtype=np.float32)


def theme(name: str, *parents: str) -> ThemeState:
    return ThemeState(name, frozenset(), NOWHERE, parents=parents)


def released(name: str, *events: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "label_nl": f"{name} nl", "label_en": f"{name} en", "events": list(events)}


def kinds(events: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(event["kind"], event["other"]) for event in events]


def test_a_theme_that_came_out_of_another_says_so_and_so_does_the_other() -> None:
    found = tell_events([theme("a"), theme("b", "a")], [released("a")], "2026-11")
    assert kinds(found["b"]) == [("split_from", "a")]
    assert kinds(found["a"]) == [("split_off", "b")]
    assert found["b"][0]["label_nl"] == "a nl"
    assert found["b"][0]["month"] == "2026-11"


def test_a_theme_that_another_became_part_of_keeps_the_name_of_the_other() -> None:
    found = tell_events([theme("a", "b")], [released("a"), released("b")], "2026-11")
    assert kinds(found["a"]) == [("joined_by", "b")]
    assert found["a"][0]["label_en"] == "b en"


def test_what_was_told_stays_and_is_told_once() -> None:
    before = tell_events([theme("a", "b")], [released("a"), released("b")], "2026-10")
    after = tell_events([theme("a", "b")], [released("a", *before["a"])], "2026-11")
    assert after == before
    assert not moved_since(after["a"], released("a", *before["a"]))
    assert moved_since(after["a"], released("a"))


def test_a_theme_that_was_never_shown_is_not_named() -> None:
    assert tell_events([theme("a", "hidden")], [released("a")], "2026-11") == {"a": []}


def test_a_merge_that_was_undone_is_told_as_a_split() -> None:
    joined = {"kind": "joined_by", "other": "b", "month": "2026-10"}
    found = tell_events([theme("a", "b"), theme("b")], [released("a", joined)], "2026-11")
    assert kinds(found["a"]) == [("joined_by", "b"), ("split_off", "b")]
    assert kinds(found["b"]) == [("split_from", "a")]
