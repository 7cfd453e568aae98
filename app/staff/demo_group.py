"""What the demo group agreed on, and what lies ahead of it. Nobody of it exists."""

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Engine

from app.staff.words import LOCAL
from config.contract import load_contract_form
from reporting.learning.cards import board, pick_card
from reporting.learning.contract import (
    Signed,
    record_signatures,
    signers_of,
    write_contract,
)
from reporting.learning.desk import LearningDesk
from reporting.learning.groups import Group
from reporting.learning.meetings import MeetingPlan, plan_meeting
from reporting.learning.training import Training, record_training
from reporting.store.contracts import SqlContractStore, SqlTrainingStore

LANGUAGE: Final = "nl"
TRAINING: Final = "Demo-training begeleide intervisie"
FOR_ORGANISATION: Final = "Demo-directeur"
SIGNED_AGO, TRAINED_AGO, TRAINED_FOR = timedelta(101), timedelta(200), timedelta(2 * 365)
BEGINS: Final = time(14)
AHEAD: Final = timedelta(14)
METHOD: Final = "M12"
FRIDAY: Final = 4


def make_demo_agreements(group: Group, recorder: str, today: date, engine: Engine) -> None:
    """A training of the guide and a signed contract, where there are none.

    Args:
        group: the demo group.
        recorder: id of the staff user who records trainings.
        today: the day of making.
        engine: the database of the demo.
    """
    contracts, trainings = SqlContractStore(engine), SqlTrainingStore(engine)
    if not any(one.user_id == group.facilitator for one in trainings.trainings()):
        day = today - TRAINED_AGO
        training = Training("", group.facilitator, TRAINING, day, day + TRAINED_FOR, recorder)
        record_training(training, (group.facilitator,), today, trainings)
    if not contracts.contracts(group.id):
        form = load_contract_form()
        contract = write_contract(group, LANGUAGE, form.texts(LANGUAGE), form, contracts)
        day = today - SIGNED_AGO
        signed = Signed(contract.code, signers_of(group), day, FOR_ORGANISATION)
        record_signatures(group, signed, today, contracts)


def plan_ahead(group: Group, now: datetime, desk: LearningDesk) -> None:
    """A card that the group picked, and its next meeting with another one.

    Args:
        group: the demo group.
        now: with a time zone.
        desk: over the database of the demo, after its first release.
    """
    today = now.astimezone(LOCAL).date()
    month = f"{today:%Y-%m}"
    ready = [one.card.id for one in board(desk) if one.status == "proposed" and one.is_ready(month)]
    for card_id in ready[:2]:
        pick_card(card_id, group.id, month, desk)
    if ready:
        begins = datetime.combine(working_day(today + AHEAD), BEGINS, LOCAL)
        plan_meeting(MeetingPlan(group.id, ready[0], begins, "Demo-zaal", METHOD), now, desk)


def working_day(day: date) -> date:
    """The day itself, or the Friday before it in a weekend."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))
