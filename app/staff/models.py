"""Staff accounts as Flask-Security wants them, on our own tables."""

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy.orm import DeclarativeBase, Mapped, relationship

from reporting.store.staff_tables import staff_role, staff_user, staff_user_role
from reporting.store.tables import metadata

__all__ = ["AsaList", "StaffRole", "StaffUser"]


class Base(DeclarativeBase):
    metadata = metadata


class StaffRole(Base, RoleMixin):
    __table__ = staff_role

    name: Mapped[str]


class StaffUser(Base, UserMixin):
    __table__ = staff_user

    id: Mapped[str]  # type: ignore[assignment]  # the library only passes it on; ours is text
    email: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    active: Mapped[bool]
    roles: Mapped[list[StaffRole]] = relationship(  # type: ignore[assignment]  # its own role class
        secondary=staff_user_role, lazy="joined"
    )
