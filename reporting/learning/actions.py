"""Actions: what a group cannot solve itself, asked of a role, and followed until it ends."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, Protocol

from reporting.learning.harvest_errors import BadDueMonth, NotPlain, OutcomeMissing, UnknownAction
from reporting.learning.plain_words import ACTION, OUTCOME, OWNER, Flaw, Rules, find_flaws
from reporting.learning.texts import new_id
from reporting.masking.language import guess_language
from reporting.masking.own_words import OwnWords

ActionStatus = Literal["open", "closed", "refused"]
ENDED: Final = ("closed", "refused")
MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
YEARS_AHEAD: Final = 3
"""Nobody waits longer than that for an improvement."""


@dataclass(frozen=True, slots=True)
class Action:
    id: str
    meeting_id: str
    text: str
    """What must change."""
    language: str
    """ "nl" or "en"."""
    owner: str
    """A role, never a person."""
    due: str
    """Month, "YYYY-MM"."""
    status: ActionStatus
    outcome: str
    """What changed, or why it cannot be done; empty while it is open."""
    asked_on: date
    changed_on: date
    """When its status changed last."""


@dataclass(frozen=True, slots=True)
class Ask:
    """An action as it was typed."""

    text: str
    owner: str
    due: str


class ActionStore(Protocol):
    """Where actions are kept. Each call is one transaction."""

    def all_actions(self) -> tuple[Action, ...]:
        """Every action, the first due first."""

    def add_action(self, action: Action) -> Action:
        """Keep an action.

        Returns:
            The action that was kept: an earlier one if this meeting asked the same.
        """

    def replace_action(self, action: Action) -> None:
        """Keep an action in place of the one with its id.

        Raises:
            UnknownAction: nothing was changed.
        """


class ActionDesk(Protocol):
    """What the functions below need of a `HarvestDesk`."""

    @property
    def store(self) -> ActionStore:
        """Keeps the actions."""

    @property
    def own_words(self) -> OwnWords:
        """The organisation's own list, for the masking."""


class OwnerNotPlain(NotPlain):
    """It is the owner that must be changed."""


def ask_action(meeting_id: str, ask: Ask, today: date, desk: ActionDesk) -> Action:
    """Ask the organisation for something that a group cannot solve itself.

    Args:
        meeting_id: of a meeting that was held; the caller has looked.
        ask: what, of whom, by when.
        today: the day it is asked.
        desk: of this process.

    Raises:
        NotPlain, OwnerNotPlain, BadDueMonth: nothing was kept.
    """
    text, owner = _tidy(ask.text), _tidy(ask.owner)
    _require_plain(text, ACTION, desk)
    _require_role(owner, desk)
    _require_month(ask.due, today)
    language = "en" if guess_language(text) == "en" else "nl"
    return desk.store.add_action(
        Action(
            *(new_id(), meeting_id, text, language, owner, ask.due, "open", ""),
            asked_on=today,
            changed_on=today,
        )
    )


def end_action(
    action_id: str, status: ActionStatus, outcome: str, today: date, desk: ActionDesk
) -> Action:
    """Close an action, saying what changed, or refuse it, saying why.

    Raises:
        UnknownAction: it is not there.
        OutcomeMissing: a change or a refusal without a word helps nobody.
        NotPlain: the words may lead to somebody.
    """
    told = _tidy(outcome)
    if not told:
        raise OutcomeMissing
    _require_plain(told, OUTCOME, desk)
    return _changed(find_action(action_id, desk), today, desk, status=status, outcome=told)


def keep_open(action_id: str, owner: str, due: str, today: date, desk: ActionDesk) -> Action:
    """Give an action another owner or another month; one that had ended is open again.

    Raises:
        UnknownAction: it is not there.
        OwnerNotPlain, BadDueMonth: nothing was changed.
    """
    role = _tidy(owner)
    _require_role(role, desk)
    action = find_action(action_id, desk)
    if due != action.due:
        _require_month(due, today)
    return _changed(action, today, desk, status="open", outcome="", owner=role, due=due)


def find_action(action_id: str, desk: ActionDesk) -> Action:
    """The action of that id.

    Raises:
        UnknownAction: it is not there.
    """
    for action in desk.store.all_actions():
        if action.id == action_id:
            return action
    raise UnknownAction


def is_overdue(action: Action, month: str) -> bool:
    """Whether an open action should have ended before this month, "YYYY-MM"."""
    return action.status == "open" and action.due < month


def _changed(action: Action, today: date, desk: ActionDesk, **changes: str) -> Action:
    changed = replace(action, **changes)  # type: ignore[arg-type]  # the callers name its fields
    if changed.status != action.status:
        changed = replace(changed, changed_on=today)
    desk.store.replace_action(changed)
    return changed


def _require_plain(text: str, rules: Rules, desk: ActionDesk) -> None:
    if flaws := find_flaws(text, rules, desk.own_words):
        raise NotPlain(flaws)


def _require_role(owner: str, desk: ActionDesk) -> None:
    flaws = find_flaws(owner, OWNER, desk.own_words)
    if "@" in owner or any(sign.isdigit() for sign in owner):
        flaws = (*flaws, Flaw("person", owner))
    if flaws:
        raise OwnerNotPlain(flaws)


def _require_month(due: str, today: date) -> None:
    last = f"{today.year + YEARS_AHEAD:04d}-12"
    if not MONTH.fullmatch(due) or not f"{today:%Y-%m}" <= due <= last:
        raise BadDueMonth


def _tidy(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())
