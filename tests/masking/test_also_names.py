"""Names that are something else as well."""

import pytest

from reporting.masking.mask import find_spans


def names(text: str, language: str = "nl") -> list[str]:
    found = find_spans(text, language)
    return [text[span.start : span.end] for span in found if span.label == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ik sprak gisteren met Jan over het lek.", "Jan"),
        ("Jan zei daar niets van.", "Jan"),
        ("ik zei tegen jan dat het lekte en die lachte", "jan"),
        ("Ik heb Ben op de gang gezien.", "Ben"),
        ("Ben zei dat het altijd zo ging.", "Ben"),
        ("Dat hoorde ik van collega Frans pas later.", "Frans"),
        ("Bakker zei dat de kap eraf was.", "Bakker"),
        ("Visser belde en zei niets.", "Visser"),
        ("Dat wist Van den Bosch allang.", "Van den Bosch"),
        ("Volgens Bosch was het niks.", "Bosch"),
    ],
)
def test_are_masked_where_something_says_so(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sinds 12 jan ligt het stil.", "nl"),
        ("Ben ik de enige die dat ziet?", "nl"),
        ("Het bord is in het Frans geschreven.", "nl"),
        ("Post kwam die dag niet.", "nl"),
        ("Winter kwam vroeg dit jaar.", "nl"),
        ("Bakker van dienst was er niet.", "nl"),
        ("Een Bosch accuboor viel van de trap.", "nl"),
        ("May would be a good time to look.", "en"),
        ("May I ask who did this?", "en"),
    ],
)
def test_are_left_alone_elsewhere(text: str, language: str) -> None:
    assert names(text, language) == []
