"""The demo's cards, let through by two demo people, so that a visitor can walk on from there."""

from typing import Any, Final

from sqlalchemy import Engine

from app.staff.accounts import setup_app
from app.staff.demo import ADDRESSES
from app.staff.desk import build_learning
from app.staff.permissions import Role
from config.methods import load_methods
from config.staff import StaffSettings
from reporting.learning.card_lint import Linter, load_lists
from reporting.learning.card_versions import (
    OWN_UNIT,
    TRIALS,
    Round,
    When,
    Who,
    newest_version,
    review_version,
    save_version,
    submit_version,
)
from reporting.learning.cards import drafts
from reporting.learning.case_card import CaseCard
from reporting.learning.desk import LearningDesk
from reporting.store.releases import SqlReleaseStore

STILL_DRAFTS: Final = 2
"""Of the cards in the demo, so that an analist has one to work on; one more waits for a reader."""
LONG_AGO: Final = 4
"""Months that the demo's reports are taken to lie back, so that its cards may be used now."""
ALL_NO: Final = {**dict.fromkeys(TRIALS, False), OWN_UNIT: False}


def approve_demo_cards(engine: Engine, settings: StaffSettings, month: str) -> int:
    """Let most of the demo's cards through; one waits for a second reader, some stay drafts.

    Returns:
        How many may be picked now.
    """
    app, accounts = setup_app(engine, settings)
    with app.app_context():
        writer = _person(accounts, Role.ANALIST)
        reader = _person(accounts, Role.FACILITATOR)
    desk, linter = (
        build_learning(engine, SqlReleaseStore(engine), load_methods()),
        Linter(load_lists()),
    )
    clean = [
        card
        for card in drafts(desk).values()
        if newest_version(card.id, desk) is None
        and not any(one.stops for one in linter.look_over(card.texts))
    ]
    through, waits = clean[: -STILL_DRAFTS - 1], clean[-STILL_DRAFTS - 1 : -STILL_DRAFTS]
    when = When(month, _before(month, LONG_AGO))
    for card in (*through, *waits):
        _submit(card, writer, when, desk)
    for card in through:
        version = newest_version(card.id, desk)
        if version is not None:
            review_version(version, ALL_NO, reader, Round(month, settings.card_delay_days), desk)
    return len(through)


def _submit(card: CaseCard, writer: Who, when: When, desk: LearningDesk) -> None:
    submit_version(save_version(card, 0, writer, when, desk), ALL_NO, writer, desk)


def _person(accounts: Any, role: Role) -> Who:  # noqa: ANN401 - a library without types
    return Who(accounts.find_user(email=ADDRESSES[role]).id, role)


def _before(month: str, months: int) -> str:
    year, number = map(int, month.split("-"))
    count = year * 12 + number - 1 - months
    return f"{count // 12}-{count % 12 + 1:02}"
