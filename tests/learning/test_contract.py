"""What a group agrees on: written, signed on paper, and never changed under a signature."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from config.contract import load_contract_form
from reporting.learning.contract import (
    ORGANISATION,
    TERM_MAX,
    Contract,
    Signed,
    contract_status,
    find_contract,
    guide_of,
    record_signatures,
    signers_of,
    still_to_sign,
    write_contract,
)
from reporting.learning.desk import LearningDesk
from reporting.learning.errors import LearningError, UnknownGroup
from reporting.learning.groups import Group, change_group
from reporting.learning.planning_errors import (
    ContractChanged,
    ContractTextMissing,
    ContractTextTooLong,
    NobodyForOrganisation,
    SignedInFuture,
    UnknownContract,
)
from reporting.store.contracts import SqlContractStore
from tests.learning.samples import group, learning_desk

FORM = load_contract_form()
USUAL = FORM.texts("nl")
TODAY = date(2026, 11, 24)


@pytest.fixture
def store(engine: Engine) -> SqlContractStore:
    return SqlContractStore(engine)


@pytest.fixture
def desk(engine: Engine) -> LearningDesk:
    return learning_desk(engine)


@pytest.fixture
def ours(desk: LearningDesk) -> Group:
    return group(desk)


@pytest.fixture
def written(ours: Group, store: SqlContractStore) -> Contract:
    return write_contract(ours, "nl", USUAL, FORM, store)


def by_all(of: Group, contract: Contract, **changes: object) -> Signed:
    usual = Signed(contract.code, signers_of(of), TODAY, "A. Voorbeeld, directeur")
    return replace(usual, **changes)  # type: ignore[arg-type]  # the test names a field of Signed


def test_a_contract_holds_every_term_and_the_clause_word_for_word(
    ours: Group, written: Contract, store: SqlContractStore
) -> None:
    assert written.texts == {
        **USUAL,
        "clause": "Wij raden niet naar de melder. Wie denkt de melder te zijn of te kennen, "
        "hoeft dat nooit te zeggen.",
    }
    assert find_contract(ours.id, None, store) == written
    english = write_contract(
        ours, "en", {**FORM.texts("en"), "clause": "Something else"}, FORM, store
    )
    assert english.texts["clause"].startswith("We do not guess who reported.")


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        ({**USUAL, "goals": " "}, ContractTextMissing),
        ({key: text for key, text in USUAL.items() if key != "stop"}, ContractTextMissing),
        ({**USUAL, "goals": "x" * (TERM_MAX + 1)}, ContractTextTooLong),
    ],
)
def test_a_contract_that_lacks_something_is_refused(
    texts: dict[str, str], error: type[LearningError], ours: Group, store: SqlContractStore
) -> None:
    with pytest.raises(error):
        write_contract(ours, "nl", texts, FORM, store)
    assert store.contracts(ours.id) == ()
    with pytest.raises(UnknownContract):
        find_contract(ours.id, None, store)


def test_a_contract_belongs_to_a_group(ours: Group, store: SqlContractStore) -> None:
    with pytest.raises(UnknownGroup):
        write_contract(replace(ours, id="nobody"), "nl", USUAL, FORM, store)


def test_until_somebody_signs_a_text_is_simply_replaced(
    ours: Group, written: Contract, store: SqlContractStore
) -> None:
    changed = write_contract(ours, "nl", {**USUAL, "place": "Zaal 2"}, FORM, store)
    assert changed.version == written.version == 1
    assert store.contracts(ours.id) == (changed,)
    assert changed.code != written.code


def test_signed_by_everybody_it_is_signed(
    ours: Group, written: Contract, store: SqlContractStore
) -> None:
    assert contract_status(ours, None) == "none"
    assert contract_status(ours, written) == "unsigned"
    members = [member.id for member in ours.members]
    partly = record_signatures(ours, by_all(ours, written, signers=members), TODAY, store)
    assert contract_status(ours, partly) == "partly"
    assert still_to_sign(ours, partly) == (guide_of(ours), ORGANISATION)
    whole = record_signatures(ours, by_all(ours, written), TODAY, store)
    assert contract_status(ours, whole) == "signed"
    kept = find_contract(ours.id, None, store)
    assert {(one.signer, one.name) for one in kept.signatures} == {
        *((member, "") for member in members),
        (guide_of(ours), ""),
        (ORGANISATION, "A. Voorbeeld, directeur"),
    }


def test_who_signed_earlier_keeps_the_day_that_was_noted(
    ours: Group, written: Contract, store: SqlContractStore
) -> None:
    first = ours.members[0].id
    early = TODAY - timedelta(days=9)
    record_signatures(ours, by_all(ours, written, signers=[first], on=early), TODAY, store)
    record_signatures(ours, by_all(ours, written), TODAY, store)
    days = {one.signer: one.signed_on for one in find_contract(ours.id, None, store).signatures}
    assert days.pop(first) == early
    assert set(days.values()) == {TODAY}


def test_what_was_signed_stays_and_a_change_is_signed_anew(
    ours: Group, written: Contract, store: SqlContractStore
) -> None:
    signed = record_signatures(ours, by_all(ours, written), TODAY, store)
    changed = write_contract(ours, "nl", {**USUAL, "place": "Zaal 2"}, FORM, store)
    assert (changed.version, contract_status(ours, changed)) == (2, "unsigned")
    old, new = store.contracts(ours.id)
    assert (old.texts, set(old.signatures)) == (signed.texts, set(signed.signatures))
    assert new == changed
    with pytest.raises(ContractChanged):
        record_signatures(ours, by_all(ours, written), TODAY, store)
    record_signatures(ours, by_all(ours, changed), TODAY, store)
    assert store.latest_contracts()[ours.id].version == 2


def test_writing_the_same_again_asks_nobody_to_sign_again(
    ours: Group, written: Contract, store: SqlContractStore
) -> None:
    record_signatures(ours, by_all(ours, written), TODAY, store)
    again = write_contract(ours, "nl", USUAL, FORM, store)
    assert contract_status(ours, again) == "signed"
    assert len(store.contracts(ours.id)) == 1


def test_who_comes_in_later_signs_too(
    ours: Group, written: Contract, store: SqlContractStore, desk: LearningDesk
) -> None:
    signed = record_signatures(ours, by_all(ours, written), TODAY, store)
    newcomer = replace(ours.members[0], id="", name="Wie erbij komt")
    grown = change_group(replace(ours, members=(*ours.members, newcomer)), desk)
    assert still_to_sign(grown, signed) == (grown.members[-1].id,)
    led_anew = change_group(replace(ours, facilitator="another"), desk)
    assert still_to_sign(led_anew, signed) == ("guide:another",)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"on": TODAY + timedelta(days=1)}, SignedInFuture),
        ({"organisation_name": " "}, NobodyForOrganisation),
        ({"code": ""}, ContractChanged),
        ({"code": "0000-0000"}, ContractChanged),
    ],
)
def test_a_signature_that_cannot_be_is_refused(
    changes: dict[str, object],
    error: type[LearningError],
    ours: Group,
    written: Contract,
    store: SqlContractStore,
) -> None:
    with pytest.raises(error):
        record_signatures(ours, by_all(ours, written, **changes), TODAY, store)
    assert find_contract(ours.id, None, store).signatures == ()


def test_the_start_of_the_code_is_enough_and_may_be_typed_loosely(
    ours: Group, written: Contract, store: SqlContractStore
) -> None:
    typed = written.code[:9].upper().replace("-", " ")
    signed = record_signatures(ours, by_all(ours, written, code=typed), TODAY, store)
    assert contract_status(ours, signed) == "signed"
    with pytest.raises(ContractChanged):
        record_signatures(ours, by_all(ours, written, code=written.code[:8]), TODAY, store)


def test_a_signature_noted_by_mistake_is_taken_back(
    ours: Group, written: Contract, store: SqlContractStore
) -> None:
    record_signatures(ours, by_all(ours, written), TODAY, store)
    record_signatures(ours, by_all(ours, written, signers=["a stranger"]), TODAY, store)
    assert find_contract(ours.id, None, store).signatures == ()


@given(
    st.sampled_from([term.id for term in FORM.terms]),
    st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip())),
)
def test_any_other_text_has_another_code(term: str, text: str) -> None:
    one = Contract("g", 1, "nl", USUAL)
    other = replace(one, texts={**USUAL, term: text})
    assert (one.digest == other.digest) is (one.texts == other.texts)
    assert (
        len({one.digest, replace(one, group_id="h").digest, replace(one, language="en").digest})
        == 3
    )
    assert replace(one, version=9).digest == one.digest, "the paper says what, not how often"
