"""Accounts from the command line."""

import secrets

from sqlalchemy import Engine

from app.staff.accounts import add_account, setup_app
from app.staff.permissions import Role
from config.errors import ConfigError
from config.staff import StaffSettings

PASSWORD_BYTES = 15
"""20 signs of URL-safe base64; 120 bits."""


def new_password() -> str:
    """A random password."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


def make_first_administrator(engine: Engine, settings: StaffSettings, email: str) -> str:
    """Make the first account and return its password, which is kept nowhere.

    Raises:
        ConfigError: the address has an account already.
    """
    password = new_password()
    app, accounts = setup_app(engine, settings)
    with app.app_context():
        if not add_account(accounts, email, "Beheerder", Role.ADMINISTRATOR, password):
            raise ConfigError(f"{email} has an account already")
    return password
