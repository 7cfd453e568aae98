"""Demo sign-ins, one for each role, and a demo group. Nobody of them exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_security import hash_password
from sqlalchemy import Engine, select

from app.staff.accounts import add_account, setup_app
from app.staff.demo_group import make_demo_agreements
from app.staff.demo_harvest import make_demo_harvest
from app.staff.desk import build_learning, run_desk
from app.staff.harvest_room import build_bulletin_desk
from app.staff.permissions import Role
from app.staff.users import new_password
from config.methods import load_methods
from config.staff import StaffSettings
from reporting.learning.groups import Member, Place, form_group
from reporting.store.engine import reading
from reporting.store.releases import SqlReleaseStore
from reporting.store.staff_tables import staff_user

ADDRESSES: Mapping[Role, str] = {
    Role.ANALIST: "analist@demo.example",
    Role.FACILITATOR: "begeleider@demo.example",
    Role.SAFETY_HR: "veiligheid@demo.example",
    Role.OVERSEER: "or@demo.example",
    Role.ADMINISTRATOR: "beheer@demo.example",
}
NAMES: Mapping[Role, str] = {
    Role.ANALIST: "Demo-analist",
    Role.FACILITATOR: "Demo-begeleider",
    Role.SAFETY_HR: "Demo-veiligheid en HR",
    Role.OVERSEER: "Demo-OR",
    Role.ADMINISTRATOR: "Demo-beheerder",
}
GROUP = "Demo-groep"
MEMBERS = tuple(
    Member(f"Demo-deelnemer {letter}", unit)
    for letter, unit in zip("ABCDEF", ("Woonzorg", "Kantoor en ICT", "Vervoer") * 2, strict=True)
)


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    role: str
    email: str
    password: str


def make_demo_staff(engine: Engine, settings: StaffSettings) -> tuple[DemoSignIn, ...]:
    """Make the demo accounts and group where they are absent, with new passwords to print."""
    app, accounts = setup_app(engine, settings)
    made = []
    with app.app_context():
        for role, email in ADDRESSES.items():
            password = new_password()
            if not add_account(accounts, email, NAMES[role], role, password):
                accounts.find_user(email=email).password = hash_password(password)
                accounts.commit()
            made.append(DemoSignIn(role.value, email, password))
        facilitator = accounts.find_user(email=ADDRESSES[Role.FACILITATOR]).id
    desk = build_learning(engine, SqlReleaseStore(engine), load_methods())
    if not any(group.name == GROUP for group in desk.store.all_groups()):
        form_group(GROUP, MEMBERS, facilitator, desk, Place(unit="Opleiding"))
    return tuple(made)


def make_demo_learning(engine: Engine, settings: StaffSettings, now: datetime) -> None:
    """What the demo group agreed on, what came of its meetings, and a bulletin, where absent."""
    learning = build_learning(engine, SqlReleaseStore(engine), load_methods())
    wanted = select(staff_user.c.email, staff_user.c.id)
    with reading(engine) as connection:
        ids = {row.email: row.id for row in connection.execute(wanted)}
    publishers = (ids[ADDRESSES[Role.FACILITATOR]], ids[ADDRESSES[Role.SAFETY_HR]])
    for group in learning.store.all_groups():
        if group.name == GROUP:
            desk = build_bulletin_desk(engine, learning, settings)
            make_demo_agreements(group, publishers[1], now.date(), engine)
            make_demo_harvest(group, publishers, now, desk, run_desk(engine, learning))
