"""What a group agrees on before it begins, read from contract.toml."""

from dataclasses import dataclass
from typing import Final, Literal

from config.data import Row, in_language, parse_data, read_data, refuse_duplicates
from config.errors import ConfigError

Part = Literal["group", "organisation"]
PARTS: Final[tuple[Part, ...]] = ("group", "organisation")
"""A group makes two contracts: with its guide, and with the organisation."""


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    part: Part
    nl: str
    en: str
    text_nl: str
    text_en: str

    def name(self, language: str) -> str:
        """The heading above this term."""
        return in_language(language, self.nl, self.en)

    def text(self, language: str) -> str:
        """What stands there until a group writes something else."""
        return in_language(language, self.text_nl, self.text_en)


@dataclass(frozen=True, slots=True)
class ContractForm:
    terms: tuple[Term, ...]
    """In the order in which they are printed."""
    clause_nl: str
    clause_en: str

    def clause(self, language: str) -> str:
        """What stands in every contract, word for word."""
        return in_language(language, self.clause_nl, self.clause_en)

    def of(self, part: Part) -> tuple[Term, ...]:
        """The terms of one of the two contracts."""
        return tuple(term for term in self.terms if term.part == part)

    def texts(self, language: str) -> dict[str, str]:
        """The texts to start from, by the id of the term."""
        return {term.id: term.text(language) for term in self.terms}


def load_contract_form() -> ContractForm:
    """The terms as shipped. The caller keeps them."""
    return parse_contract_form(read_data("contract.toml"))


def parse_contract_form(toml: str, name: str = "contract.toml") -> ContractForm:
    """Check the terms and freeze them.

    Raises:
        ConfigError: a missing language, an id that stands there twice, a part without terms.
    """
    top = parse_data(toml, name).only("clause_nl", "clause_en", "terms")
    terms = tuple(_term(row) for row in top.rows("terms"))
    refuse_duplicates((term.id for term in terms), name)
    form = ContractForm(terms, *top.both("clause"))
    for part in PARTS:
        if not form.of(part):
            raise ConfigError(f"{name} has no terms of the part {part!r}")
    return form


def _term(row: Row) -> Term:
    row.only("id", "part", "nl", "en", "text_nl", "text_en")
    part = row.text("part")
    if part not in PARTS:
        raise ConfigError(f"{row.where} is of no part: {' or '.join(PARTS)}")
    return Term(row.text("id"), part, *row.both(), *row.both("text"))
