import pytest

from reporting.masking.finders.plain_names import find_plain_names
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("omdat roos er elke avond mee komt. misschien kan roos naar huis", ["roos", "roos"]),
        ("i told donna it was wet and she said nothing", ["donna"]),
    ],
)
def test_a_name_that_is_a_word_where_nobody_writes_capitals(
    sentence: str, found: list[str]
) -> None:
    assert found_by(find_plain_names, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "de roos op tafel was dood en een roos kan dat niet hebben",
        "there is hope but hope is not a plan",
        "Roos kwam. Toen ging Roos weer weg.",
    ],
)
def test_the_word_itself_stays(sentence: str) -> None:
    assert found_by(find_plain_names, sentence) == []
