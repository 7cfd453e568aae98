"""The terms of a contract, as shipped and as they must be."""

import pytest

from config.contract import PARTS, load_contract_form, parse_contract_form
from config.data import read_data
from config.errors import ConfigError
from reporting.learning.contract import TERM_MAX

SHIPPED = read_data("contract.toml")


def test_both_contracts_have_the_terms_that_codes_for_guided_groups_ask() -> None:
    form = load_contract_form()
    assert {term.id for term in form.of("group")} == {
        *("goals", "number", "place", "guide", "inside", "outside", "how_long", "absence", "turns"),
        *("relations", "rules", "evaluation", "stop"),
    }
    assert {term.id for term in form.of("organisation")} == {"time", "upward", "use", "answer"}
    assert [term.part for term in form.terms] == sorted(
        (term.part for term in form.terms), key=PARTS.index
    )


def test_every_text_to_start_from_fits_its_box() -> None:
    form = load_contract_form()
    for language in ("nl", "en"):
        assert all(0 < len(text) <= TERM_MAX for text in form.texts(language).values())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_exceptions_stand_beside_the_promise(language: str) -> None:
    texts = load_contract_form().texts(language)
    exceptions = {
        "nl": ("misdrijf", "opzet", "roekeloosheid", "acuut gevaar"),
        "en": ("crime", "intent", "recklessness", "acute danger"),
    }
    for term in ("inside", "use"):
        assert all(one in texts[term] for one in exceptions[language])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('part = "organisation"', 'part = "group"'),
        ('part = "group"', 'part = "grup"'),
        ('id = "stop"', 'id = "goals"'),
        ('en = "Where"\n', ""),
        ("clause_en", "clause_de"),
        ("text_nl = ", "texts_nl = "),
    ],
)
def test_a_file_that_is_wrong_is_refused(old: str, new: str) -> None:
    with pytest.raises(ConfigError):
        parse_contract_form(SHIPPED.replace(old, new))
