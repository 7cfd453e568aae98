"""The contract of a group on the staff pages: written, printed, signed, and changed."""

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from config.contract import load_contract_form
from reporting.learning.contract import Contract, signers_of
from reporting.learning.groups import Group
from reporting.store.contracts import SqlContractStore
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import group
from tests.pdf import anatomy, words_of

FORM = load_contract_form()
DUTCH = {"contract_language": "nl", **FORM.texts("nl")}


@pytest.fixture
def north(engine: Engine) -> Group:
    return group(engine)


@pytest.fixture
def path(north: Group) -> str:
    return f"/groepen/{north.id}/contract"


def kept(engine: Engine, of: Group) -> Contract:
    return SqlContractStore(engine).latest_contracts()[of.id]


def signing(
    of: Group, contract: Contract, **changes: str | list[str]
) -> dict[str, str | list[str]]:
    return {
        "signer": list(signers_of(of)),
        "on": "2026-11-20",
        "organisation_name": "A. Voorbeeld, directeur",
        "code": contract.code[:9],
        **changes,
    }


def test_a_group_without_a_contract_is_led_to_writing_one(
    facilitator: Colleague, north: Group, path: str
) -> None:
    page = facilitator.visit(f"/groepen/{north.id}")
    assert "nog geen contract" in page.text
    assert f"{path}/schrijven" in facilitator.links
    assert facilitator.client.get(path).headers["Location"] == f"{path}/schrijven"


def test_the_form_begins_with_what_is_usual_in_the_language_of_the_reader(
    facilitator: Colleague, path: str
) -> None:
    page = facilitator.visit(f"{path}/schrijven")
    assert {term.id: page.typed(term.id) for term in FORM.terms} == FORM.texts("nl")
    assert "Wij raden niet naar de melder." in page.text
    page = facilitator.visit(f"{path}/schrijven?taal=en")
    assert {term.id: page.typed(term.id) for term in FORM.terms} == FORM.texts("en")
    assert page.hidden["contract_language"] == "en"
    assert facilitator.visit(f"{path}/schrijven?taal=xx").hidden["contract_language"] == "nl"


def test_what_a_group_words_itself_stays_when_the_language_changes(
    facilitator: Colleague, path: str
) -> None:
    facilitator.do(f"{path}/schrijven", path, **{**DUTCH, "place": "In het tuinhuis."})
    page = facilitator.visit(f"{path}/schrijven?taal=en")
    assert page.typed("place") == "In het tuinhuis."
    assert page.typed("goals") == FORM.texts("en")["goals"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"goals": ""}, "Vul elke afspraak in."), ({"goals": "x" * 601}, "Houd het bij 600 tekens.")],
)
def test_a_problem_is_told_and_what_was_typed_stays(
    facilitator: Colleague, path: str, changes: dict[str, str], told: str
) -> None:
    page = facilitator.send(f"{path}/schrijven", 400, **{**DUTCH, "stop": "Zeg ‘stop’.", **changes})
    assert told in page.text
    assert page.typed("stop") == "Zeg ‘stop’."
    assert page.typed("goals") == changes["goals"]


def test_signed_on_paper_by_everybody_it_is_signed_here(
    facilitator: Colleague, engine: Engine, north: Group, path: str
) -> None:
    page = facilitator.do(f"{path}/schrijven", path, **DUTCH)
    assert "contract niet getekend" in page.text
    contract = kept(engine, north)
    assert f"Code op het papier: {contract.code}" in page.text
    page = facilitator.do(f"{path}/getekend", path, **signing(north, contract))
    assert "contract getekend" in page.text
    assert "Lid 0 deelnemer, 20 november 2026" in page.text
    assert "contract getekend" in facilitator.visit("/groepen").text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": "0000-0000"}, "Deze code hoort niet bij de tekst"),
        ({"code": ""}, "Deze code hoort niet bij de tekst"),
        ({"on": "2026-11-25"}, "Kies de dag waarop is getekend"),
        ({"on": "gisteren"}, "Kies de dag waarop is getekend"),
        ({"organisation_name": " "}, "Vul in wie er voor de organisatie tekende."),
    ],
)
def test_a_signature_that_cannot_be_is_told_and_the_ticks_stay(
    facilitator: Colleague, engine: Engine, north: Group, changes: dict[str, str], told: str
) -> None:
    path = f"/groepen/{north.id}/contract"
    facilitator.do(f"{path}/schrijven", path, **DUTCH)
    sent = signing(north, kept(engine, north), **changes)
    page = facilitator.send(f"{path}/getekend", 400, **sent)
    assert told in page.text
    assert {value for name, value in page.chosen if name == "signer"} == set(signers_of(north))
    assert kept(engine, north).signatures == ()


def test_a_text_that_changes_after_signing_is_signed_anew_and_the_old_one_stays(
    facilitator: Colleague, engine: Engine, north: Group, path: str
) -> None:
    facilitator.do(f"{path}/schrijven", path, **DUTCH)
    first = kept(engine, north)
    facilitator.do(f"{path}/getekend", path, **signing(north, first))
    page = facilitator.do(f"{path}/schrijven", path, **{**DUTCH, "place": "In het tuinhuis."})
    assert "De tekst veranderde nadat er was getekend." in page.text
    assert "contract niet getekend" in page.text
    assert f"{path}.pdf?versie=1" in facilitator.links
    old = words_of(facilitator.client.get(f"{path}.pdf?versie=1").data)
    assert first.code in old
    assert "In het tuinhuis." not in old
    assert "20 nov 2026" in old
    assert old.count("A. Voorbeeld, directeur") == 1, "on the line where they signed"
    assert "Testorganisatie" in old
    assert facilitator.client.get(f"{path}.pdf?versie=7").status_code == 404


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_the_paper_holds_both_contracts_with_a_line_for_everybody(
    facilitator: Colleague, engine: Engine, north: Group, path: str, spoken: str
) -> None:
    texts = FORM.texts(spoken)
    facilitator.do(f"{path}/schrijven", path, **{**texts, "contract_language": spoken})
    answer = facilitator.client.get(f"{path}.pdf")
    assert answer.content_type == "application/pdf"
    read = words_of(answer.data)
    for text in (*texts.values(), FORM.clause(spoken)):
        assert " ".join(text.split()) in read
    assert kept(engine, north).code in read
    for member in north.members:
        assert read.count(member.name) == 2, "a line in each part"
    for words in {
        "nl": ("Deel A.", "Deel B.", "Handtekening", "voor de organisatie"),
        "en": ("Part A.", "Part B.", "Signature", "for the organisation"),
    }[spoken]:
        assert words in read
    assert "/Marked true" in anatomy(answer.data)


def test_planning_for_a_group_without_a_signed_contract_says_so(
    facilitator: Colleague, engine: Engine, north: Group, path: str
) -> None:
    plan = f"/bijeenkomsten/plannen?group={north.id}"
    notice = "nog niet door iedereen getekend"
    assert notice in facilitator.visit(plan).text
    facilitator.do(f"{path}/schrijven", path, **DUTCH)
    assert notice in facilitator.visit(plan).text
    facilitator.do(f"{path}/getekend", path, **signing(north, kept(engine, north)))
    assert notice not in facilitator.visit(plan).text


@pytest.mark.parametrize("role", [Role.SAFETY_HR, Role.OVERSEER, Role.ANALIST, Role.ADMINISTRATOR])
def test_only_facilitators_see_a_contract(
    engine: Engine, signed_in: SignedIn, path: str, role: Role
) -> None:
    for page in (path, f"{path}.pdf", f"{path}/schrijven"):
        signed_in(role).visit(page, 403)
