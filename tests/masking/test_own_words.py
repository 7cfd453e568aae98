import pytest

from reporting.masking.mask import find_spans, mask
from reporting.masking.own_words import BadOwnWords, read_own_words

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
