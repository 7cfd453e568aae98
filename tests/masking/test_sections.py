import pytest

from reporting.masking.finders.sections import find_sections
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("[naam 1] van de montage lachte.", ["montage"]),
        ("[naam 1] van de spuiterij ook.", ["spuiterij"]),
        ("op afdeling cardiologie waren ze op", ["afdeling cardiologie"]),
        ("the stroke unit had none", ["stroke unit"]),
        ("so rowan ward last nite was bad. nobody came. i rang.", ["rowan ward"]),
    ],
)
def test_a_unit_called_by_an_ordinary_word(sentence: str, found: list[str]) -> None:
    assert found_by(find_sections, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("At two C4 Oncology phoned.", ["C4 Oncology"]),
        ("Trainer van MO15-2 appt.", ["MO15-2"]),
        ("Green Watch have signed.", ["Green Watch"]),
        ("from sewing line 9.", ["sewing line 9"]),
        ("pakjes van wijk 38 zijn weg", ["wijk 38"]),
        ("Period 4, lesson lost, 8W.", ["8W"]),
        ("De kok stond op de koude kant.", ["koude kant"]),
    ],
)
def test_a_unit_in_a_shape_of_its_own(sentence: str, found: list[str]) -> None:
    assert found_by(find_sections, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "[naam 1] van de bakkerij bracht brood.",
        "[naam 1] van de overkant keek.",
        "De afdeling blijft dicht.",
        "the ward was locked",
        "De jas hangt aan de koude kant van het huis.",
        "16A, te zwaar",
    ],
)
def test_ordinary_words_stay(sentence: str) -> None:
    assert found_by(find_sections, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("De patiënt ligt op Hematologie 4 West nu.", ["Hematologie 4 West"]),
        ("Hij is opgenomen op CCU-2.", ["CCU-2"]),
        ("Hoite van dagdienst 2 rijdt ermee.", ["dagdienst 2"]),
        ("Op de Spoed kwam hij bij.", ["Spoed"]),
        ("It went round Claims 2 on Monday.", ["Claims 2"]),
        ("He made Claims about me.", []),
    ],
)
def test_a_part_with_a_number_or_a_well_known_name(sentence: str, found: list[str]) -> None:
    assert found_by(find_sections, sentence) == found
