"""What the lint stops, what it only asks about, and that a good card passes."""

from dataclasses import replace

import pytest

from reporting.learning.borrowing import read_told
from reporting.learning.card_lint import Finding, Linter, load_lists
from reporting.learning.cards import read_cards
from reporting.learning.case_card import CardTexts
from reporting.masking.own_words import read_own_words
from tests.learning.samples import card_row

LINTER = Linter(load_lists())
STORY_NL = (
    "Je bent bijna klaar met je taak. Iemand heeft een korte vraag. Je helpt, want weigeren voelt "
    "onaardig. Daarna ga je verder waar je denkt dat je was. " * 6
)
STORY_EN = (
    "You are almost done with your task. Someone has a quick question. You help, because saying no "
    "feels unkind. After that you go on where you think you left it. " * 5
)


def card(**changes: str | tuple[str, ...]) -> dict[str, CardTexts]:
    """A card that passes, with some fields changed; each name ends in its language."""
    [good] = read_cards({"cards": [card_row()]})
    texts = {
        "nl": replace(good.texts["nl"], story=STORY_NL.strip()),
        "en": replace(good.texts["en"], story=STORY_EN.strip()),
    }
    for name, value in changes.items():
        field, _, language = name.rpartition("_")
        texts[language] = replace(texts[language], **{field: value})  # type: ignore[arg-type]  # the test names a field
    return texts


def found(linter: Linter = LINTER, **changes: str | tuple[str, ...]) -> set[tuple[str, str]]:
    return {(one.field, one.why) for one in linter.look_over(card(**changes))}


def test_a_good_card_passes() -> None:
    assert LINTER.look_over(card()) == ()


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("synopsis_nl", "Sanne van Dijk vergeet een stap.", "identifies"),
        ("synopsis_en", "Margaret Wilson forgets a step.", "identifies"),
        ("helped_nl", "Het was op 12 maart opgelost.", "identifies"),
        ("dilemma_nl", "In Eindhoven doen ze dat anders.", "place"),
        ("synopsis_nl", "Er lagen 14 brieven.", "number"),
        ("dilemma_nl", "Mevrouw wil naar huis, en jij wilt verder.", "gender"),
        ("dilemma_nl", "Je wilt hem helpen.", "gender"),
        ("dilemma_en", "You want to help her.", "gender"),
        ("dilemma_nl", "Het is de schuld van de planning.", "blame"),
        ("dilemma_en", "You are afraid of the blame.", "blame"),
        ("helped_nl", "De teamleider is altijd te laat en luistert nooit.", "blame"),
        ("title_nl", "Een titel van meer dan acht woorden is lang", "title_long"),
        ("title_en", "", "empty"),
        ("story_nl", "Je doet iets.", "story_short"),
        ("story_nl", STORY_NL + STORY_NL, "story_long"),
        ("story_nl", STORY_NL.replace("je", "men").replace("Je", "Men"), "not_you"),
        ("decision_nl", "Je kiest.", "question_mark"),
        ("questions_nl", ("Hoe doe ik dat?", "Hoe nu?", "Wat kan ik doen?"), "no_i"),
        ("questions_en", ("How do I do that?", "What now?", "What can I do?"), "no_i"),
        ("questions_nl", ("Hoe doe ik dat?", "Ik weet het."), "three_questions"),
        ("questions_nl", ("Hoe doe ik dat?", "Ik weet het.", "Wat ik?"), "question_mark"),
        (
            "questions_nl",
            ("Hoe doe ik dat?", "Wat?", "Wat kan ik " + "ooit " * 20 + "?"),
            "question_long",
        ),
        ("helped_nl", "x" * 3_000, "too_long"),
    ],
)
def test_what_stops_a_card(field: str, text: str | tuple[str, ...], why: str) -> None:
    findings = LINTER.look_over(card(**{field: text}))
    assert (field, why) in {(one.field, one.why) for one in findings}
    assert Finding(field, why).stops  # type: ignore[arg-type]  # the table holds plain words


def test_a_finding_names_the_words_that_it_is_about() -> None:
    [finding] = LINTER.look_over(card(dilemma_nl="Mevrouw wil naar huis, en jij wilt verder."))
    assert (finding.field, finding.words) == ("dilemma_nl", ("Mevrouw",))


def test_a_doubt_stops_nothing() -> None:
    past = (
        STORY_NL.replace("Je bent", "Je was")
        .replace("Iemand heeft", "Iemand had")
        .replace("ga je", "ging je")
    )
    findings = LINTER.look_over(card(story_nl=past.strip(), dilemma_nl="Zij aan zij."))
    assert {one.why for one in findings} == {"past", "maybe_gender"}
    assert not any(one.stops for one in findings)


def test_a_word_of_the_organisation_stops_a_card() -> None:
    own = Linter(load_lists(), read_own_words(["Zonnebloem\tDEPARTMENT_UNIT"]))
    assert ("dilemma_nl", "place") in found(own, dilemma_nl="Op Zonnebloem gaat dat anders.")


def test_words_of_a_report_in_a_row_stop_a_card_and_fewer_do_not() -> None:
    told = read_told(
        ["De kraan liet de hangende balk boven het looppad los."],
        frozenset({"de", "het", "boven", "een"}),
    )
    linter = Linter(load_lists(), borrowed=told.borrowed)
    same = "Een kraan liet, hangende boven een balk, iets los."
    assert ("dilemma_nl", "borrowed") not in found(linter, dilemma_nl="De kraan liet iets hangen.")
    assert ("dilemma_nl", "borrowed") in found(linter, dilemma_nl=same)
    [finding] = [one for one in linter.look_over(card(dilemma_nl=same)) if one.why == "borrowed"]
    assert finding.words == ("kraan liet, hangende boven een balk",)
