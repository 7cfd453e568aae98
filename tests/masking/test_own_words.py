import pytest

from reporting.masking.mask import find_spans, mask
from reporting.masking.own_words import BadOwnWords, read_own_words
from reporting.masking.spans import LABELS

LIST = """\
name,label
# gebouwen
Het Anker\tLOCATION
"Bakker, Smid & Co",ORGANISATION
ploeg zes,department_unit
zonnestraal
"""


def test_the_organisations_own_words_are_masked_in_any_case() -> None:
    own = read_own_words(LIST.splitlines())
    text = "in het anker zag PLOEG ZES iemand van bakker, smid & co, of van Zonnestraal."
    found = {(text[s.start : s.end], s.label, s.sure) for s in find_spans(text, "nl", own)}
    assert found == {
        ("het anker", "LOCATION", True),
        ("PLOEG ZES", "DEPARTMENT_UNIT", True),
        ("bakker, smid & co", "ORGANISATION", True),
        ("Zonnestraal", "ORGANISATION", True),
    }


def test_own_words_are_whole_words() -> None:
    own = read_own_words(["kade\tLOCATION"])
    assert mask("We stonden op de kade, niet op de kaderand.", "nl", own).text == (
        "We stonden op de [plaats 1], niet op de kaderand."
    )


def test_the_longest_own_word_wins() -> None:
    own = read_own_words(["noord\tLOCATION", "noord west\tLOCATION"])
    assert mask("het gebeurde in noord west", "nl", own).text == "het gebeurde in [plaats 1]"


@pytest.mark.parametrize(
    "line", ["Anker\tBOAT", "!\tPERSON".replace("!", ""), "a " * 20 + "\tPERSON"]
)
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(BadOwnWords, match="Line 2"):
        read_own_words(["Het Anker\tLOCATION", line])


@pytest.mark.parametrize("label", LABELS)
def test_a_name_of_any_kind_may_stand_on_the_list(label: str) -> None:
    own = read_own_words([f"zilverberk,{label.lower()}"])
    text = "dat stond op de zilverberk van gisteren"
    assert [(text[s.start : s.end], s.label) for s in find_spans(text, "nl", own)] == [
        ("zilverberk", label)
    ]


@pytest.mark.parametrize("label", ["IGNORE", "negeren"])
def test_a_word_that_identifies_nobody_here_is_left_alone(label: str) -> None:
    text = "Wij poetsen met Beatrix en Anton Visser poetst mee."
    assert "Beatrix" not in mask(text, "nl").text
    own = read_own_words([f"beatrix,{label}"])
    assert mask(text, "nl", own).text == "Wij poetsen met Beatrix en [naam 1] poetst mee."


def test_what_lies_in_a_longer_wording_to_ignore_is_left_alone_there_only() -> None:
    own = read_own_words(["project Terneuzen\tIGNORE"])
    text = "Voor project Terneuzen reed ik naar Terneuzen."
    assert mask(text, "nl", own).text == "Voor project Terneuzen reed ik naar [plaats 1]."


def test_a_whole_name_is_not_given_away_by_an_ignored_part() -> None:
    own = read_own_words(["Beatrix,IGNORE"])
    assert mask("Ik zag Beatrix van Lynden.", "nl", own).text == "Ik zag [naam 1]."


def test_a_number_of_one_person_cannot_be_ignored_and_a_listed_name_goes_first() -> None:
    own = read_own_words(["06-29441307,IGNORE", "Anker,IGNORE", "Anker,LOCATION"])
    text = "Bel 06-29441307, ik sta bij het Anker."
    assert mask(text, "nl", own).text == "Bel [telefoonnummer 1], ik sta bij het [plaats 1]."
