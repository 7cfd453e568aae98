"""Accounts that the command line makes."""

import pytest
from flask_security import verify_password
from sqlalchemy import Engine

from app.staff.accounts import setup_app
from app.staff.demo import ADDRESSES, GROUP, make_demo_staff
from app.staff.permissions import Role
from app.staff.users import make_first_administrator
from config.errors import ConfigError
from config.staff import StaffSettings
from tests.learning.samples import learning_desk


def is_password(engine: Engine, settings: StaffSettings, email: str, password: str) -> bool:
    app, accounts = setup_app(engine, settings)
    with app.app_context():
        right: bool = verify_password(password, accounts.find_user(email=email).password)
    return right


def test_the_first_administrator_gets_a_password_once(
    sqlite_engine: Engine, staff_settings: StaffSettings
) -> None:
    password = make_first_administrator(sqlite_engine, staff_settings, "baas@staf.example")
    assert len(password) >= 20
    with pytest.raises(ConfigError, match=r"baas@staf\.example has an account already"):
        make_first_administrator(sqlite_engine, staff_settings, "baas@staf.example")
    assert is_password(sqlite_engine, staff_settings, "baas@staf.example", password)
    app, accounts = setup_app(sqlite_engine, staff_settings)
    with app.app_context():
        user = accounts.find_user(email="baas@staf.example")
        assert [role.name for role in user.roles] == [Role.ADMINISTRATOR]
        assert user.password.startswith("$argon2id$")
        assert password not in user.password


@pytest.mark.slow
def test_making_the_demo_staff_again_renews_passwords_and_nothing_else(
    sqlite_engine: Engine, staff_settings: StaffSettings
) -> None:
    first = make_demo_staff(sqlite_engine, staff_settings)
    groups = learning_desk(sqlite_engine).store.all_groups()
    second = make_demo_staff(sqlite_engine, staff_settings)
    assert [(one.role, one.email) for one in first] == [(one.role, one.email) for one in second]
    assert {one.email for one in second} == set(ADDRESSES.values())
    assert {one.password for one in first}.isdisjoint(one.password for one in second)
    assert is_password(sqlite_engine, staff_settings, second[0].email, second[0].password)
    assert not is_password(sqlite_engine, staff_settings, first[0].email, first[0].password)
    assert learning_desk(sqlite_engine).store.all_groups() == groups
    assert [group.name for group in groups] == [GROUP]
