"""The methods for a meeting, as pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from app.staff.wsgi import create_app
from config.staff import StaffSettings
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn, session_of
from tests.config.test_methods import OWN
from tests.learning.samples import METHODS

LIST = "/bijeenkomsten/werkvormen"


def test_all_twelve_are_listed_with_what_they_ask(facilitator: Colleague) -> None:
    text = facilitator.visit(LIST).text
    for method in METHODS:
        assert f"{LIST}/{method.id}" in facilitator.links
        assert method.fits_nl in text
    assert text.count("vanaf bijeenkomst 4") == 2
    assert text.count("begeleider van buiten") == 2
    assert "eigen werkvorm" not in text
    assert LIST in {one["href"] for one in facilitator.visit("/bijeenkomsten").attributes("a")}


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_one_method_has_all_that_is_needed_to_lead_it(
    facilitator: Colleague, method: object
) -> None:
    found = next(one for one in METHODS if one is method)
    text = facilitator.visit(f"{LIST}/{found.id}").text
    assert found.cautions_nl in text
    for step in found.steps:
        assert f"{step.nl} · {step.minutes} min" in text
        assert step.do_nl in text
        for question in step.questions_nl:
            assert question in text
    assert "Oogst" in text or found.id in {"M09", "M11"}


def test_an_unknown_method_is_not_there(facilitator: Colleague) -> None:
    facilitator.visit(f"{LIST}/M99", 404)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ANALIST, 200), (Role.SAFETY_HR, 200), (Role.OVERSEER, 403)]
)
def test_who_may_see_cards_may_see_methods(signed_in: SignedIn, role: Role, status: int) -> None:
    signed_in(role).visit(LIST, status)


def test_a_method_of_an_organisation_s_own_is_marked_as_such(
    staff_settings: StaffSettings, engine: Engine, clock: HandClock, tmp_path: Path
) -> None:
    file = tmp_path / "methods.toml"
    file.write_text(OWN, encoding="utf-8")
    app = create_app(replace(staff_settings, methods_file=file), engine, clock)
    colleague = Colleague(app)
    with colleague.client.session_transaction() as session:
        session.update(session_of(engine, Role.FACILITATOR))
    assert "eigen werkvorm" in colleague.visit(LIST).text
    assert "Eigen werkvorm Vissenkom" in colleague.visit(f"{LIST}/E01").text
