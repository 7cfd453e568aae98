"""Warnings about what no masking list finds: measured on labelled stories, quick on hostile ones."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.form import load_form
from reporting.masking.blame import CONDUCT
from reporting.masking.cautions import Answered, Caution, find_cautions, load_lexicon
from reporting.masking.mask import mask

LABELLED = Path(__file__).parents[1] / "labelled"
LENGTH = 100_000
HOSTILE = {
    "one word": "a" * LENGTH,
    "quotation marks": "\"'“”‘’" * (LENGTH // 6),
    "opened quotes": " '" * (LENGTH // 2),
    "a person without end": "collega manager boss " * (LENGTH // 20),
    "conduct without a person": "liegt lies " * (LENGTH // 11),
    "phrases that begin and never end": "is was ruikt there is " * (LENGTH // 22),
    "hazards without a stop": "gas brand fire gas " * (LENGTH // 19),
    "still, still, still": "nog steeds still. " * (LENGTH // 18),
    "times": "14:30 14.30 8 uur pm " * (LENGTH // 21),
    "placeholders": "[naam 1] [name 1] " * (LENGTH // 18),
    "nearly placeholders": "[naam [naam [naam " * (LENGTH // 18),
    "hyphens": "a-" * (LENGTH // 2),
    "digits": "1.1" * (LENGTH // 3),
    "line breaks": "\n" * LENGTH,
    "rare words": "mijn zus kanker joods als enige verjaardag " * (LENGTH // 43),
}


@dataclass(frozen=True, slots=True)
class Story:
    number: int
    language: str
    text: str
    expected: frozenset[str]
    known_miss: bool


def read_stories(language: str) -> list[Story]:
    data = json.loads((LABELLED / f"cautions_{language}.json").read_text(encoding="utf-8"))
    return [
        Story(
            one["number"],
            language,
            one["text"],
            frozenset(one["expected"]),
            known_miss=one["number"] in data["known_misses"],
        )
        for one in data["sentences"]
    ]


STORIES = [*read_stories("nl"), *read_stories("en")]


def cautions(text: str, language: str = "nl", answered: Answered | None = None) -> list[Caution]:
    masked = mask(text, language)
    return list(find_cautions(masked.text, language, masked.spans, answered or Answered()))


def kinds(text: str, language: str = "nl", answered: Answered | None = None) -> list[str]:
    return [one.kind for one in cautions(text, language, answered)]


@pytest.mark.parametrize(
    "story",
    [story for story in STORIES if not story.known_miss],
    ids=lambda story: f"{story.language}-{story.number}",
)
def test_a_story_gets_the_warnings_it_needs_and_no_others(story: Story) -> None:
    assert frozenset(kinds(story.text, story.language)) == story.expected, story.text


def test_known_misses_are_still_missed_or_the_list_is_out_of_date() -> None:
    missed = [story for story in STORIES if story.known_miss]
    assert [s.text for s in missed if frozenset(kinds(s.text, s.language)) == s.expected] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_there_are_enough_stories_with_and_without(language: str) -> None:
    found = [story.expected for story in STORIES if story.language == language]
    assert len(found) >= 60
    assert sum(1 for one in found if not one) >= 25
    for kind in ("danger", "harm", "accusation", "rare"):
        assert sum(1 for one in found if kind in one) >= 9


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_of_100_000_signs_takes_no_time(name: str) -> None:
    load_lexicon("nl")
    start = time.process_time()
    find_cautions(HOSTILE[name], "nl", ())
    assert time.process_time() - start < 3


def test_twice_the_text_takes_about_twice_the_time() -> None:
    text = " ".join(hostile[:1_000] for hostile in HOSTILE.values())

    def seconds(times: int) -> float:
        start = time.process_time()
        find_cautions(text * times, "nl", ())
        return time.process_time() - start

    seconds(1)
    assert seconds(16) < 8 * seconds(4) + 0.1


def test_the_most_urgent_comes_first() -> None:
    told = (
        "Mijn collega liegt. De bewoner brak haar heup. Er is brand! "
        "Om 14.30 uur was ik de enige man daar."
    )
    assert kinds(told) == ["danger", "harm", "accusation", "rare"]


def test_despair_is_told_apart_from_other_danger() -> None:
    [found] = cautions("Ik wil niet meer leven, en daarom ging het tellen mis.")
    assert [trait.name for trait in found.traits] == ["suicide"]


@pytest.mark.parametrize(
    ("told", "routes"),
    [
        ("Mijn collega pest de stagiaire.", ("behaviour",)),
        ("Mijn collega steelt geld uit de kas.", ("wrongdoing",)),
        ("Mijn collega is lui.", ("complaint",)),
        ("Mijn collega steelt en mijn chef scheldt mij uit.", ("behaviour", "wrongdoing")),
    ],
)
def test_each_kind_of_conduct_has_its_own_route(told: str, routes: tuple[str, ...]) -> None:
    assert [one.routes for one in cautions(told)] == [routes]


def test_every_route_exists_in_the_form() -> None:
    known = {route.id for route in load_form().routes}
    assert {*CONDUCT, "danger", "accident", "calamity", "data_breach"} <= known


@pytest.mark.parametrize(
    "told",
    [
        "Mijn collega deed het niet expres.",
        "Mijn collega liegt nooit.",
        "Ik weigerde, en mijn collega hielp mij.",
        "De kluis was dronken van het licht.",
        "Mijn leidinggevende luistert altijd.",
    ],
)
def test_nobody_is_blamed_by_a_word_alone(told: str) -> None:
    assert kinds(told) == []


def test_a_report_of_what_went_well_blames_nobody() -> None:
    told = "Mijn leidinggevende liegt altijd tegen de klant."
    assert kinds(told) == ["accusation"]
    assert kinds(told, answered=Answered(went_well=True)) == []


def test_a_serious_consequence_shows_the_formal_way_whatever_the_text_says() -> None:
    told = "Het liep anders dan wij dachten."
    [people] = cautions(told, answered=Answered(serious_for=frozenset({"G1"})))
    assert (people.kind, people.routes) == ("harm", ("accident", "calamity"))
    [data] = cautions(told, answered=Answered(serious_for=frozenset({"G4"})))
    assert data.routes == ("data_breach",)
    [unknown] = cautions(told, answered=Answered(serious_for=frozenset()))
    assert unknown.routes == ("accident", "calamity")
    [money] = cautions(told, answered=Answered(serious_for=frozenset({"G3"})))
    assert money.routes == ()


def test_a_chosen_department_counts_as_one_thing_that_stands_out() -> None:
    told = "Het was mijn eerste werkdag en ik zocht de sleutel."
    assert kinds(told) == []
    [found] = cautions(told, answered=Answered(unit=True))
    assert [(trait.name, trait.wording) for trait in found.traits] == [
        ("unit", ""),
        ("occasion", "eerste werkdag"),
    ]


def test_a_hidden_role_counts_and_its_word_is_not_repeated() -> None:
    [found] = cautions("De directeur vertelde dat zijn zus het had gezien.")
    assert [(trait.name, trait.wording) for trait in found.traits] == [
        ("role", ""),
        ("family", "zijn zus"),
    ]


def test_only_a_quote_of_a_person_with_four_words_or_more_counts() -> None:
    assert kinds('Zij zei "pas nou toch op" en toen stopte ik.') == ["rare"]
    assert kinds('Zij zei "pas nou op" en toen stopte ik.') == []
    assert kinds('Op het scherm stond "u kunt nu niet inloggen" en ik wachtte.') == []
    assert kinds("Ik kwam 's ochtends binnen en ging 's avonds naar huis.") == []
    assert kinds("Wij werkten 's nachts door met de hele 'nieuwe' ploeg.") == []


def test_what_was_mended_is_no_danger_any_more() -> None:
    assert kinds("De leuning zit los en is nu nog niet gemaakt.") == ["danger"]
    assert kinds("De leuning zat los en is nu gemaakt.") == []


@pytest.mark.parametrize("told", ["", " ", "\x00", "[naam 1]", "”", "'", "‘a’", "\u200b" * 50])
def test_a_text_without_words_gets_no_warning(told: str) -> None:
    assert find_cautions(told, "nl", ()) == ()
