"""Cards on a real board, and groups to pick them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from analysis.card_concepts import load_concepts
from analysis.card_texts import load_card_texts
from analysis.cards import CardBook, CardTheme, CodedReport, draft_card
from analysis.labelling import Label
from config.limits import CARD_DELAY_DAYS
from config.methods import load_methods
from config.taxonomy import load_taxonomy
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
from reporting.learning.desk import LearningDesk
from reporting.learning.groups import Group, Member, form_group
from reporting.learning.meetings import MeetingPlan
from reporting.store.card_versions import SqlCardVersionStore
from reporting.store.jobs import SqlJobStore
from reporting.store.learning import SqlLearningStore
from reporting.store.releases import Lease, Publication, SqlReleaseStore, chain_release

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MONTH = "2026-11"
WRITER, READER = Who("writer", "analist"), Who("reader", "intervisiebegeleider")
ALL_NO = {**dict.fromkeys(TRIALS, False), OWN_UNIT: False}
SOON = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
METHODS = load_methods()
BOOK = CardBook(load_card_texts(), load_taxonomy(), METHODS, load_concepts())
LABELS = {
    "nl": Label("Lijst en overdracht", ("lijst", "overdracht"), "", "nl"),
    "en": Label("List and handover", ("list", "handover"), "", "en"),
}
THEME = CardTheme("t-1", LABELS, "10-19", several_units=True, several_periods=True)
REPORTS = [CodedReport("K1", "W4", "D2", "S0", "S2", ("F04", "F06"), ("H2",))] * 10
UNITS = ("Inkoop", "Balie", "Magazijn", "Balie", "Inkoop", "Planning", "Balie", "Zorg", "Zorg")


def card_row(card_id: str = "c-1", **changes: object) -> dict[str, Any]:
    """A card as the analysis drafts it."""
    published = {"drafted": "2026-06", "mixed_only": False}
    return {**draft_card(THEME, REPORTS, BOOK, card_id), **published, **changes}


def publish(engine: Engine, *cards: Mapping[str, Any], approved: bool = True) -> None:
    """Make a release with these cards, each of them let through by two people."""
    token = SqlJobStore(engine).take_lease("worker", "a", NOW, 0)
    assert token is not None
    store = SqlReleaseStore(engine)
    document = {"month": MONTH, "cards": list(cards)}
    new = chain_release(document, store.latest())
    store.publish(Publication(new), Lease("worker", token))
    if approved:
        approve(learning_desk(engine), *(card["id"] for card in cards))


def approve(desk: LearningDesk, *card_ids: str, until: str = "2026-06") -> None:
    """Let drafts through that nobody looked at yet: one person writes, another reads."""
    for card_id in card_ids:
        if newest_version(card_id, desk) is None:
            saved = save_version(drafts(desk)[card_id], 0, WRITER, When(MONTH, until), desk)
            submitted = submit_version(saved, ALL_NO, WRITER, desk)
            review_version(submitted, ALL_NO, READER, Round(MONTH, CARD_DELAY_DAYS), desk)


def learning_desk(engine: Engine) -> LearningDesk:
    releases, versions = SqlReleaseStore(engine), SqlCardVersionStore(engine)
    return LearningDesk(SqlLearningStore(engine), releases, METHODS, versions)


def members(count: int = 5) -> list[Member]:
    return [Member(f"Lid {number}", UNITS[number]) for number in range(count)]


def as_typed(of: Group) -> Group:
    """A group as somebody types it, before its members get an id."""
    return replace(of, members=tuple(replace(each, id="") for each in of.members))


def group(desk: LearningDesk, name: str = "Groep Noord") -> Group:
    return form_group(name, members(), "facilitator", desk)


def plan(of: Group, **changes: object) -> MeetingPlan:
    usual = MeetingPlan(of.id, None, SOON, "Zaal 2", "M01")
    return replace(usual, **changes)  # type: ignore[arg-type]  # the test names a field of MeetingPlan
