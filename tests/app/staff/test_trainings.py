"""Trainings of facilitators on the staff pages."""

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import group

PAGE = "/begeleiders"
COURSE = {"name": "Basistraining begeleiden", "on": "2026-10-01", "until": ""}


@pytest.fixture
def safety(engine: Engine, signed_in: SignedIn) -> Colleague:
    return signed_in(Role.SAFETY_HR)


def guide_of(safety: Colleague) -> str:
    """The id of the only facilitator, as the page offers it."""
    safety.visit(PAGE)
    [found] = [one["value"] for one in safety.page.attributes("option") if one["value"]]
    return found


def test_a_training_is_recorded_with_who_wrote_it_down(
    safety: Colleague, signed_in: SignedIn
) -> None:
    guide = guide_of(safety)
    assert "nog niet getraind" in safety.page.text
    page = safety.do(PAGE, PAGE, guide=guide, **COURSE)
    assert "Basistraining begeleiden, 1 oktober 2026" in page.text
    assert "vastgelegd door Test veiligheid_hr" in page.text
    assert "nog niet getraind" not in page.text
    overseer = signed_in(Role.OVERSEER).visit("/toezicht")
    assert "getraind: 1 training verlopen: 0 nog niet getraind: 0" in overseer.text
    [remove] = [one for one in safety.actions if one.endswith("/weg")]
    assert "nog niet getraind" in safety.do(remove, PAGE).text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "Vul de naam van de training in"),
        ({"on": "2026-11-25"}, "vandaag of eerder"),
        ({"on": "eergisteren"}, "vandaag of eerder"),
        ({"until": "2026-10-01"}, "geldt tot een dag na de training zelf"),
        ({"until": "ooit"}, "geldt tot een dag na de training zelf"),
        ({"guide": "nobody"}, "Kies een begeleider uit de lijst."),
    ],
)
def test_a_problem_is_told_and_what_was_typed_stays(
    safety: Colleague, changes: dict[str, str], told: str
) -> None:
    page = safety.send(PAGE, 400, **{"guide": guide_of(safety), **COURSE, **changes})
    assert told in page.text
    values = {one["name"]: one["value"] for one in page.attributes("input") if "value" in one}
    expected = {**COURSE, **changes}
    assert (values["name"], values["on"]) == (expected["name"], expected["on"])


def test_a_group_says_whether_its_guide_was_trained(
    facilitator: Colleague, safety: Colleague
) -> None:
    facilitator.visit("/groepen/nieuw")
    names, units = [f"Lid {n}" for n in range(5)], ["A", "B", "C", "D", "E"]
    page = facilitator.do("/groepen/nieuw", "/groepen/*", name="Oost", member=names, unit=units)
    assert "Van de begeleider is geen training bekend." in page.text
    safety.do(PAGE, PAGE, guide=guide_of(safety), **{**COURSE, "until": "2026-11-23"})
    assert "De training van de begeleider is verlopen." in facilitator.visit("/groepen").text
    safety.do(PAGE, PAGE, guide=guide_of(safety), **COURSE)
    assert "training" not in facilitator.visit("/groepen").text


def test_the_overseer_sees_how_many_and_not_who(engine: Engine, signed_in: SignedIn) -> None:
    group(engine)
    overseer = signed_in(Role.OVERSEER)
    page = overseer.visit("/toezicht")
    assert "nog niet getraind: 1" in page.text
    assert "Test intervisiebegeleider" not in page.text
    overseer.visit(PAGE, 403)
