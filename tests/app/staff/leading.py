"""Groups of the facilitator who signs in, and meetings to lead."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from app.staff.permissions import Role
from reporting.learning.cards import pick_card
from reporting.learning.groups import Group, form_group
from reporting.learning.meetings import Meeting, MeetingPlan, plan_meeting
from reporting.store.engine import reading
from reporting.store.staff_tables import staff_user
from tests.app.staff.samples import NOON
from tests.learning.samples import MONTH, learning_desk, members

BEGINS = NOON + timedelta(minutes=30)


def account_of(engine: Engine, role: Role) -> str:
    """The id of the account with that role."""
    email = f"{role.name.lower()}@staf.example"
    with reading(engine) as connection:
        wanted = select(staff_user.c.id).where(staff_user.c.email == email)
        return str(connection.execute(wanted).scalar_one())


def own_group(engine: Engine, name: str = "Groep Noord") -> Group:
    leader = account_of(engine, Role.FACILITATOR)
    return form_group(name, members(), leader, learning_desk(engine))


def planned(
    engine: Engine, of: Group, method: str = "M12", card: str | None = "c-1", at: datetime = BEGINS
) -> Meeting:
    desk = learning_desk(engine)
    if card:
        pick_card(card, of.id, MONTH, desk)
    return plan_meeting(MeetingPlan(of.id, card, at, "Zaal 2", method), NOON, desk)
