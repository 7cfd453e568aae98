"""The contract of a group: what was agreed, with the guide and with the organisation.

It is signed with a pen. What is kept is the text, who signed it and when, and a digest that is
printed on the paper: whoever holds the paper can see whether the text that is kept is still the
text that was signed. See docs/decisions/0041-contracts-are-signed-on-paper.md.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, Protocol

from config.contract import ContractForm
from config.limits import LANGUAGES
from reporting.learning.groups import Group
from reporting.learning.planning_errors import (
    ContractChanged,
    ContractTextMissing,
    ContractTextTooLong,
    NobodyForOrganisation,
    SignedInFuture,
    UnknownContract,
)
from reporting.learning.texts import tidy_line

TERM_MAX: Final = 600
"""Characters of one term; all of them fit on four pages. Source: own choice."""
GUIDE: Final = "guide"
ORGANISATION: Final = "organisation"
DIGEST_PURPOSE: Final = "vrijuit contract 1"
SIGNS_TYPED: Final = 8
"""Of the code, to show that the paper at hand is of the text that is kept. Source: own choice."""
CODE_SIGNS: Final = 32
"""Hexadecimal signs of the digest on paper, 128 bits: two texts with one code cannot be made."""

ContractStatus = Literal["none", "unsigned", "partly", "signed"]


@dataclass(frozen=True, slots=True)
class Signature:
    signer: str
    """The id of a member, GUIDE followed by a colon and the id of the user, or ORGANISATION."""
    signed_on: date
    name: str = ""
    """Who signed for the organisation; empty for all others, whose name stands in the group."""


@dataclass(frozen=True, slots=True)
class Contract:
    group_id: str
    version: int
    """From 1. What somebody signed never changes: a change after that is a new version."""
    language: str
    texts: Mapping[str, str]
    """By the id of the term, with the clause as it stood under "clause"."""
    signatures: tuple[Signature, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the group, the language and every text, in hexadecimal signs."""
        whole = [DIGEST_PURPOSE, self.group_id, self.language, sorted(self.texts.items())]
        packed = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(packed.encode()).hexdigest()

    @property
    def code(self) -> str:
        """What stands on the paper, in groups of four."""
        signs = self.digest[:CODE_SIGNS]
        return "-".join(signs[start : start + 4] for start in range(0, CODE_SIGNS, 4))


class ContractStore(Protocol):
    """Where contracts are kept. Each call is one transaction."""

    def contracts(self, group_id: str) -> tuple[Contract, ...]:
        """Every version, the oldest first."""

    def latest_contracts(self) -> Mapping[str, Contract]:
        """The latest version of each group, by the id of the group."""

    def keep_contract(self, wished: Contract) -> Contract:
        """Keep a text: in place of the latest version, or as a new one when that was signed.

        Returns:
            What was kept, with its version; the latest version when nothing differs.

        Raises:
            UnknownGroup: nothing was changed.
        """

    def sign(self, contract: Contract) -> None:
        """Keep exactly these signatures under this version.

        Raises:
            ContractChanged: there is a later version; nothing was changed.
        """


def write_contract(
    group: Group, language: str, texts: Mapping[str, str], form: ContractForm, store: ContractStore
) -> Contract:
    """Keep what a group agreed on.

    Args:
        group: whose contract it is.
        language: of the texts; "nl" or "en".
        texts: by the id of the term; others are left out.
        form: the terms, and the clause that stands in every contract.
        store: keeps it.

    Raises:
        ContractTextMissing, ContractTextTooLong, UnknownGroup: nothing was changed.
        ValueError: another language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no contract is written in {language!r}")
    kept = {term.id: texts.get(term.id, "").strip() for term in form.terms}
    if not all(kept.values()):
        raise ContractTextMissing
    if any(len(text) > TERM_MAX for text in kept.values()):
        raise ContractTextTooLong
    whole = {**kept, "clause": form.clause(language)}
    return store.keep_contract(Contract(group.id, 1, language, whole))


def find_contract(group_id: str, version: int | None, store: ContractStore) -> Contract:
    """A version of the contract of a group; the latest for None.

    Raises:
        UnknownContract: it does not exist.
    """
    for contract in reversed(store.contracts(group_id)):
        if version in (None, contract.version):
            return contract
    raise UnknownContract


@dataclass(frozen=True, slots=True)
class Signed:
    """What somebody says was signed on paper."""

    code: str
    """As it stands on the paper, or its first SIGNS_TYPED signs."""
    signers: Collection[str]
    on: date
    organisation_name: str = ""


def record_signatures(group: Group, signed: Signed, today: date, store: ContractStore) -> Contract:
    """Note who signed the latest text on paper; who is no longer named did not.

    Who was noted before keeps the day that was noted then.

    Raises:
        UnknownContract, ContractChanged, SignedInFuture, NobodyForOrganisation, TextTooLong:
            nothing was changed.
    """
    contract = find_contract(group.id, None, store)
    if not _is_of_paper(contract, signed.code):
        raise ContractChanged
    if signed.on > today:
        raise SignedInFuture
    name = tidy_line(signed.organisation_name) if ORGANISATION in signed.signers else ""
    if ORGANISATION in signed.signers and not name:
        raise NobodyForOrganisation
    known = {each.signer: each for each in contract.signatures}
    noted = tuple(
        replace(
            known.get(signer, Signature(signer, signed.on)),
            name=name if signer == ORGANISATION else "",
        )
        for signer in signers_of(group)
        if signer in signed.signers
    )
    changed = replace(contract, signatures=noted)
    store.sign(changed)
    return changed


def _is_of_paper(contract: Contract, typed: str) -> bool:
    """Whether a code that was typed over from paper is that of this text."""
    signs = "".join(typed.split()).replace("-", "").casefold()
    return len(signs) >= SIGNS_TYPED and contract.digest[:CODE_SIGNS].startswith(signs)


def signers_of(group: Group) -> tuple[str, ...]:
    """Who must sign: every member, the guide, and somebody for the organisation."""
    return (*(member.id for member in group.members), guide_of(group), ORGANISATION)


def guide_of(group: Group) -> str:
    """The signer that the facilitator of a group is; another facilitator signs anew."""
    return f"{GUIDE}:{group.facilitator}"


def still_to_sign(group: Group, contract: Contract) -> tuple[str, ...]:
    """Who must sign and did not, such as who came into the group later."""
    signed = {each.signer for each in contract.signatures}
    return tuple(signer for signer in signers_of(group) if signer not in signed)


def contract_status(group: Group, contract: Contract | None) -> ContractStatus:
    """How far a group is with its contract.

    Args:
        group: as it is now.
        contract: its latest version, if there is one.
    """
    if contract is None:
        return "none"
    if not contract.signatures:
        return "unsigned"
    return "partly" if still_to_sign(group, contract) else "signed"
