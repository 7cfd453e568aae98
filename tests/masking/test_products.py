"""Brands and things with a capital are nobody; the same word as a name of a person is somebody."""

import pytest

from reporting.masking.mask import find_spans


def found(text: str, language: str) -> set[str]:
    return {text[span.start : span.end] for span in find_spans(text, language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Op zaal staat nog een oude Arjo die piept.", "nl"),
        ("De kraan is een Palfinger PK 18 en lekt olie.", "nl"),
        ("Het slot van het merk Nemtrona klemt weer.", "nl"),
        ("Er stond een fles Glanzo naast de melk.", "nl"),
        ("We werken met Google Translate aan de balie.", "nl"),
        ("I opened it with an Allen key.", "en"),
        ("The Dyson in the hall has no filter.", "en"),
        ("His Zimmer was out of reach.", "en"),
        ("We lost two boxes of Plasterella on the way.", "en"),
        ("The timer is a Veltron CX3 with a little dial.", "en"),
        ("They sell it as Click & Collect at the front.", "en"),
    ],
)
def test_a_thing_is_left_as_it_is(text: str, language: str) -> None:
    assert found(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Collega Haas gaf mij de sleutel.", "nl", "Haas"),
        ("Henry gave me the wrong file.", "en", "Henry"),
        ("I told Mrs Dyson about it.", "en", "Dyson"),
        ("The Bakari family waited for an hour.", "en", "Bakari"),
        ("We asked Stanley to stop.", "en", "Stanley"),
    ],
)
def test_a_person_of_that_name_is_masked(text: str, language: str, name: str) -> None:
    assert found(text, language) == {name}


def test_a_thing_that_is_told_apart_once_is_the_same_thing_further_on() -> None:
    text = "On the wall hangs a Gasmeld, but the sensor ran out. I rang, and Gasmeld never came."
    assert found(text, "en") == set()
