"""Colleagues with an account, as far as other pages show them: by name."""

from collections.abc import Mapping

from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import select

from app.staff.models import StaffUser
from app.staff.permissions import Role


class People:
    """Who has an account."""

    def __init__(self, accounts: SQLAlchemySessionUserDatastore) -> None:
        self._accounts = accounts

    def all(self) -> list[StaffUser]:
        """Every account, by name."""
        wanted = select(StaffUser).order_by(StaffUser.name, StaffUser.email)
        return list(self._accounts.db.session.scalars(wanted).unique())

    def names(self) -> Mapping[str, str]:
        """What everybody is called, by id."""
        return {user.id: user.name or user.email for user in self.all()}

    def find(self, user_id: str) -> StaffUser | None:
        """The account of that id."""
        return next((user for user in self.all() if user.id == user_id), None)

    def guides(self) -> Mapping[str, str]:
        """What facilitators are called, by id."""
        return {
            user.id: user.name or user.email
            for user in self.all()
            if user.active and any(role.name == Role.FACILITATOR for role in user.roles)
        }
