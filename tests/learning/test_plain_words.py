"""A text that leaves a group names nobody, tells no story, and may be said as it stands."""

import pytest

from reporting.learning.plain_words import (
    ACTION,
    INTRO,
    LESSON,
    OUTCOME,
    OWNER,
    Rules,
    find_flaws,
)
from reporting.masking.own_words import read_own_words


def kinds(text: str, rules: Rules = LESSON) -> set[str]:
    return {flaw.kind for flaw in find_flaws(text, rules)}


@pytest.mark.parametrize(
    "text",
    [
        "Wij leerden dat een korte pauze voor de overdracht helpt.",
        "Wij leerden dat het helpt om hardop te herhalen wat je hoort.",
        "Wij leerden dat twee mensen die samen nakijken meer zien dan één.",
        "Wij leerden dat hulp vragen geen zwakte is, ook als het druk is.",
        "Wij leerden dat ICT eerder wil meedenken dan we verwachtten.",
        "Wij leerden dat collega's graag even meekijken.",
        "Wij leerden dat zij die net beginnen de meeste vragen stellen.",
        "We learned that saying aloud where you stopped helps.",
        "We learned that a checklist works best when you read it together.",
    ],
)
def test_a_lesson_as_groups_write_it_may_leave(text: str) -> None:
    assert find_flaws(text, LESSON) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Wij leerden dat Jan de lijst vergat.", "person"),
        ("Wij leerden dat Fatima eerder belt.", "person"),
        ("Wij leerden dat mevrouw Riemersma altijd klaarstaat.", "person"),
        ("Wij leerden dat de teamleider van afdeling Noord te weinig tijd heeft.", "person"),
        ("Wij leerden dat het in Assen beter gaat.", "person"),
        ("Wij leerden dat je bo@werk.example moet mailen.", "person"),
        ("Wij leerden dat het na 14:30 misgaat.", "number"),
        ("Wij leerden dat kamer 12 te donker is.", "number"),
        ("Wij leerden dat vijf controles te veel zijn.", "number"),
        ("We learned that three checks are too many.", "number"),
        ("Wij leerden dat hij beter kan vragen.", "gender"),
        ("Wij leerden dat de mevrouw aan de balie gelijk had.", "gender"),
        ("We learned that she was right.", "gender"),
        ("Wij leerden dat ik eerder moet vragen.", "self"),
        ("We learned that I should ask.", "self"),
        ("Wij leerden dat de lijst gisteren al op was.", "story"),
        ("Wij leerden dat het misging toen de bel ging.", "story"),
        ("Wij leerden dat de bewoner vorige week bijna viel.", "story"),
        ("We learned that last night nobody looked.", "story"),
        ("Wij leerden dat een collega zei: “laat maar”.", "quote"),
        ("Wij leerden dat 'het komt wel goed' niet werkt.", "quote"),
        ("Wij leerden dat pauze helpt. De bewoner viel bijna.", "sentences"),
        ("Wij leerden dat de teamleider altijd schreeuwt tegen collega's.", "blame"),
        ("Wij leerden dat " + "heel " * 40 + "veel helpt.", "long"),
        ("", "empty"),
        ("  \n ", "empty"),
    ],
)
def test_what_could_lead_to_somebody_is_refused(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_forty_words_fit_and_one_more_does_not() -> None:
    start = "Wij leerden dat"
    assert kinds(f"{start} {'rust ' * 37}".strip()) == set()
    assert kinds(f"{start} {'rust ' * 38}".strip()) == {"long"}


def test_a_flaw_says_which_words_it_is_about() -> None:
    [flaw] = find_flaws("Wij leerden dat Piet gelijk had.", LESSON)
    assert (flaw.kind, flaw.wording) == ("person", "Piet")


def test_the_organisation_s_own_words_are_found_too() -> None:
    own = read_own_words(["name,label", "Zonnehof,ORGANISATION"])
    assert find_flaws("Wij leerden dat zonnehof te ver weg is.", LESSON, own) != ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("hoofd facilitair", True),
        ("de directie", True),
        ("kwaliteitsmedewerker", True),
        ("teamleider afdeling Noord", True),
        ("Jan", False),
        ("Jan de Vries", False),
        ("jan@werk.example", False),
        ("mevrouw Riemersma van ICT", False),
    ],
)
def test_an_owner_is_a_role_and_no_person(text: str, *, plain: bool) -> None:
    assert (find_flaws(text, OWNER) == ()) is plain


def test_actions_and_outcomes_may_name_a_number_and_a_month_but_nobody() -> None:
    assert kinds("In maart komen er 12 nieuwe tilliften.", OUTCOME) == set()
    assert kinds("Vervang de 3 weegschalen voor juni.", ACTION) == set()
    assert kinds("Het organisatiebreed overleg las 50 meldingen in maart.", INTRO) == set()
    for rules in (ACTION, OUTCOME, INTRO):
        assert "person" in kinds("Dit heeft Fatima geregeld.", rules)
        assert "gender" in kinds("Dit heeft hij geregeld.", rules)
