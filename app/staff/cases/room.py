"""What pages about cards share: who is at work, which month it is, and what the lint says."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from flask_security import current_user

from analysis.card_concepts import Concepts, load_concepts
from app.staff.cases.beside import Beside
from app.staff.choices import language
from app.staff.desk import StaffDesk
from app.staff.permissions import GRANTED, Permission
from reporting.learning.card_lint import Finding, Linter, Lists, nothing_borrowed
from reporting.learning.card_versions import Who
from reporting.learning.case_card import CaseCard
from reporting.learning.desk import LearningDesk
from reporting.masking.own_words import OwnWords


@dataclass(frozen=True)
class CaseRoom:
    """Built once per process."""

    staff: StaffDesk
    beside: Beside
    own_words: OwnWords
    delay_days: int
    organisation: str
    read_lists: Callable[[], Lists]

    @property
    def learning(self) -> LearningDesk:
        """The desk of the learning part."""
        return self.staff.learning

    @cached_property
    def lists(self) -> Lists:
        """The words that a card does without; read when the first card is written on."""
        return self.read_lists()

    @cached_property
    def concepts(self) -> Concepts:
        """What drafts are composed from, besides codes."""
        return load_concepts()

    def month(self) -> str:
        """Now, as "YYYY-MM"."""
        return f"{self.staff.clock():%Y-%m}"

    def sources_until(self) -> str:
        """Month of the latest release: no later report can be in what somebody writes."""
        release = self.staff.releases.latest()
        return self.month() if release is None else release.month

    def who(self, permission: Permission) -> Who:
        """Who is signed in, in the role that may do this."""
        roles = [role.name for role in current_user.roles]
        granting = next(role for role in roles if permission in GRANTED.get(role, frozenset()))
        return Who(current_user.id, granting)

    def source_name(self, code: str) -> str:
        """What a sentence of a draft comes from, in the language of the page."""
        kind, _, id_ = code.partition(":")
        if kind == "scene" and id_ in self.concepts.scenes:
            return self.concepts.scenes[id_].line("title", language())
        if kind == "tip" and id_ in self.concepts.tips:
            return self.concepts.tips[id_].line("said", language())
        known = code in self.staff.taxonomy.codes
        return self.staff.taxonomy.name(code, language()) if known else code

    def look_over(self, card: CaseCard) -> tuple[Finding, ...]:
        """What the lint finds in a card; with the reports beside it when the key is unlocked.

        Raises:
            MaskingFailed: a text could not be looked at.
        """
        told = self.beside.told(card.theme)
        borrowed = nothing_borrowed if told is None else told.borrowed
        return Linter(self.lists, self.own_words, borrowed).look_over(card.texts)

    def look_at(self, text: str) -> tuple[Finding, ...]:
        """What the lint finds in a sentence of a reader, in the language of the page."""
        linter = Linter(self.lists, self.own_words)
        return tuple(linter.look_at("reason", text, language()))
