"""How the pages of a bulletin are filled; `app.staff.bulletin` has their addresses."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from flask import Response
from flask_security import SQLAlchemySessionUserDatastore, current_user
from sqlalchemy import select

from app.shared.pages import page
from app.staff.bulletin_typed import rows_of
from app.staff.choices import language
from app.staff.desk import StaffDesk
from app.staff.harvest_words import told
from app.staff.models import StaffUser
from app.staff.words import LOCAL
from config.limits import LANGUAGES
from reporting.errors import ReportingError
from reporting.learning.bulletin import Bulletin, Draft, digest_of
from reporting.learning.bulletin_desk import BulletinDesk, find_draft, find_published
from reporting.learning.bulletin_gathering import offer, story_of
from reporting.learning.bulletin_sheet import Sheet, lay_out
from reporting.learning.harvest_errors import (
    BulletinEmpty,
    BulletinReasonMissing,
    NotPlain,
    UnknownBulletin,
)

FIELDS: Final[Mapping[type[ReportingError], str]] = {
    BulletinEmpty: "intro_nl",
    BulletinReasonMissing: "reason_nl",
}
MONTHS_OFFERED: Final = 2
"""This month and the one before: a bulletin is often made when the month is over."""


class BulletinViews:
    """The desk of the pages, and the pages that more than one address answers with."""

    def __init__(
        self,
        desk: StaffDesk,
        bulletins: BulletinDesk,
        accounts: SQLAlchemySessionUserDatastore,
        organisation: str,
    ) -> None:
        self._desk = desk
        self.bulletins = bulletins
        self._accounts = accounts
        self.organisation = organisation

    @property
    def today(self) -> date:
        return self._desk.clock().astimezone(LOCAL).date()

    def newest(self, month: str) -> Bulletin:
        """The draft of a month, else what was published."""
        try:
            return find_draft(month, self.bulletins).bulletin
        except UnknownBulletin:
            return find_published(month, self.bulletins).bulletin

    def sheets(self, bulletin: Bulletin) -> dict[str, Sheet]:
        """A bulletin in each language; that of the page first."""
        codes = sorted(LANGUAGES, key=lambda code: code != language())
        return {code: lay_out(bulletin, code, self.bulletins.words) for code in codes}

    def list_page(self, problem: ReportingError | None = None) -> Response:
        store = self.bulletins.store
        drafts, published = store.all_drafts(), store.all_published()
        known = {
            *(one.bulletin.month for one in drafts),
            *(one.bulletin.month for one in published),
        }
        there = {one.id for one in self.bulletins.harvest.store.all_lessons()}
        return page(
            "staff/bulletins.html",
            400 if problem else 200,
            drafts=drafts,
            published=published,
            months=[month for month in months_until(self.today) if month not in known],
            taken_back={
                one.bulletin.month
                for one in published
                if any(item.id not in there for item in one.bulletin.lessons)
            },
            problem=("maand", told(problem)) if problem else None,
        )

    def form_page(
        self, shown: Bulletin, card_id: str, problem: ReportingError | None = None
    ) -> Response:
        """The form of a draft.

        Args:
            shown: the draft, or what was typed.
            card_id: of the chosen card; "" for none.
            problem: what must be mended.
        """
        found = offer(shown.month, self.bulletins)
        stories = {card.id: story_of(card) for card in found.cards}
        return page(
            "staff/bulletin_form.html",
            400 if problem else 200,
            shown=shown,
            rows=rows_of(found, shown),
            stories=stories,
            card_id=card_id,
            used=found.used,
            languages=LANGUAGES,
            problem=(field_of(problem), told(problem)) if problem else None,
        )

    def preview_page(self, draft: Draft, problem: ReportingError | None = None) -> Response:
        return page(
            "staff/bulletin_preview.html",
            409 if problem else 200,
            draft=draft,
            month=draft.bulletin.month,
            sheets=self.sheets(draft.bulletin),
            digest=digest_of(draft.bulletin),
            mine=draft.approved_by == current_user.id,
            approver=self.names().get(draft.approved_by or "", ""),
            problem=told(problem) if problem else None,
        )

    def withdrawal_page(self, month: str, problem: ReportingError | None = None) -> Response:
        return page(
            "staff/bulletin_withdraw.html",
            400 if problem else 200,
            month=month,
            problem=("reden", told(problem)) if problem else None,
        )

    def names(self) -> Mapping[str, str]:
        """Names of staff by the id of their account."""
        users = self._accounts.db.session.scalars(select(StaffUser)).unique()
        return {user.id: user.name for user in users}


def with_version(typed: Bulletin, before: Bulletin) -> Bulletin:
    """What was typed, for a page that shows it again: it keeps the version and the story."""
    return replace(typed, version=before.version, story=before.story)


def months_until(today: date) -> list[str]:
    """The months whose bulletin can be begun, "YYYY-MM", the newest first."""
    last = today.year * 12 + today.month - 1
    numbers = range(last, last - MONTHS_OFFERED, -1)
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers]


def field_of(problem: ReportingError) -> str:
    """The field of the form that a problem is about."""
    if isinstance(problem, NotPlain) and problem.field:
        return problem.field
    return FIELDS.get(type(problem), "intro_nl")
