import pytest

from reporting.masking.finders.introduced import find_introduced
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("please dont use my name which is blessing.", ["blessing"]),
        ("Mijn naam is Roos Wit, schrijf op.", ["Roos Wit"]),
        ("ik heet roos en ik durf niet", ["roos"]),
        ("Hij heet Jorrit, bijnaam de Beer, en werkt hier.", ["de Beer"]),
        ("Een jongen die Boogie heet deed het.", ["Boogie"]),
        ("The prisoner known as Spud left.", ["Spud"]),
        ("we call him brannox and he likes it", ["brannox"]),
    ],
)
def test_what_is_said_to_be_a_name(sentence: str, found: list[str]) -> None:
    assert found_by(find_introduced, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Mijn naam is niet bekend bij hen.",
        "my name is wrong on the rota",
        "his name was not used",
        "a room known as Theatre Two",
        "They call him lazy.",
        "Zijn naam is verkeerd gespeld.",
    ],
)
def test_what_is_said_of_a_name_stays(sentence: str) -> None:
    assert found_by(find_introduced, sentence) == []
