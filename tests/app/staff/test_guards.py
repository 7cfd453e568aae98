"""A staff page that cannot do its work says so plainly, and never in a circle."""

from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, delete

from app.staff.permissions import Role
from app.staff.wsgi import create_app
from config.staff import StaffSettings
from reporting.store.engine import make_engine, writing
from reporting.store.staff_tables import staff_user_role
from tests.app.staff.colleague import OWN, Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import NOON


def test_a_form_that_is_older_than_its_session_is_answered_with_what_to_do(
    signed_in: SignedIn,
) -> None:
    person = signed_in(Role.ADMINISTRATOR)
    found = person.client.post(
        "/beheer/nu-uitvoeren", data={"csrf_token": "van gisteren"}, headers=OWN
    )
    assert found.status_code == 400
    assert "Meld je opnieuw aan" in found.text


def test_accounts_that_cannot_be_read_give_a_plain_page(
    staff_settings: StaffSettings, tmp_path: Path
) -> None:
    empty = make_engine(f"sqlite:///{tmp_path}/without_tables.db")
    app: Flask = create_app(staff_settings, empty, lambda: NOON)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "somebody"
        session["_fresh"] = True
    found = client.get("/themas")
    assert found.status_code == 503
    assert "niets opslaan of opzoeken" in found.text
    empty.dispose()


def test_an_account_without_a_role_is_refused_and_not_sent_around(
    signed_in: SignedIn, staff_engine: Engine
) -> None:
    person: Colleague = signed_in(Role.ANALIST)
    with writing(staff_engine) as connection:
        kept = connection.execute(staff_user_role.select()).all()
        connection.execute(delete(staff_user_role))
    try:
        assert person.client.get("/").status_code == 403
    finally:
        with writing(staff_engine) as connection:
            connection.execute(staff_user_role.insert(), [row._asdict() for row in kept])
