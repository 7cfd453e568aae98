"""What there is for a bulletin: cards that were talked about, lessons, actions that ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from config.limits import LANGUAGES
from reporting.learning.actions import Action
from reporting.learning.bulletin import Bulletin, Item, Story, texts_of, used_before
from reporting.learning.bulletin_desk import BulletinDesk
from reporting.learning.cards import board
from reporting.learning.case_card import CaseCard
from reporting.learning.harvest_errors import ChoiceGone
from reporting.learning.lessons import Lesson
from reporting.masking.language import guess_language

TALKED_ABOUT: Final = ("harvested", "discussed")
"""Cards that a group has met about, the best first: their guide saw how they are read. Beside that
two people let the card go out, and did not take it back."""
LESSONS_SHOWN: Final = 5
"""Put in by itself; more can be ticked. A bulletin is one page."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen for a bulletin; ids of what other bulletins hold are in `used`."""

    cards: tuple[CaseCard, ...]
    lessons: tuple[Lesson, ...]
    changed: tuple[Action, ...]
    refused: tuple[Action, ...]
    used: frozenset[str]


def offer(month: str, desk: BulletinDesk) -> Offer:
    """What is there for the bulletin of a month."""
    hanging = board(desk.harvest.learning)
    actions = desk.harvest.store.all_actions()
    return Offer(
        # A card that was taken back may be recognisable; it is shown to nobody any more.
        cards=tuple(
            one.card
            for status in TALKED_ABOUT
            for one in hanging
            if one.status == status and one.review == "approved"
        ),
        lessons=desk.harvest.store.all_lessons(),
        changed=tuple(one for one in actions if one.status == "closed"),
        refused=tuple(one for one in actions if one.status == "refused"),
        used=used_before(desk.store.all_published(), month),
    )


def gather(month: str, desk: BulletinDesk) -> Bulletin:
    """The bulletin of a month as it makes itself."""
    found = offer(month, desk)
    cards = [card for card in found.cards if card.id not in found.used]
    fresh = [one for one in found.lessons if one.id not in found.used]
    intro = {language: desk.words[language].said["intro"] for language in LANGUAGES}
    return Bulletin(
        month=month,
        intro=texts_of(intro),
        story=story_of(cards[0]) if cards else None,
        lessons=tuple(map(lesson_item, fresh[:LESSONS_SHOWN])),
        changed=tuple(action_item(one) for one in found.changed if one.id not in found.used),
        refused=tuple(action_item(one) for one in found.refused if one.id not in found.used),
        reports_band=reports_band(desk),
    )


def story_of(card: CaseCard) -> Story:
    """Part 1 of a card: up to the decision, and not what helped."""

    def each(name: str) -> dict[str, str]:
        return {language: getattr(texts, name) for language, texts in card.texts.items()}

    return Story(
        card_id=card.id,
        title=texts_of(each("title")),
        story=texts_of(each("story")),
        decision=texts_of(each("decision")),
        limits=texts_of(each("limits")),
    )


def chosen_story(card_id: str, cards: Sequence[CaseCard]) -> Story | None:
    """The story of the chosen card.

    Raises:
        ChoiceGone: it cannot be chosen, or no longer: a card can be taken back.
    """
    if not card_id:
        return None
    for card in cards:
        if card.id == card_id:
            return story_of(card)
    raise ChoiceGone


def lesson_item(lesson: Lesson) -> Item:
    """A lesson as it enters a bulletin: in the language it was typed in."""
    return Item(lesson.id, texts_of({lesson.language: lesson.text}))


def action_item(action: Action) -> Item:
    """An action that ended, as it enters a bulletin; its owner is not told."""
    outcome = "en" if guess_language(action.outcome) == "en" else LANGUAGES[0]
    return Item(
        action.id,
        texts_of({action.language: action.text}),
        texts_of({outcome: action.outcome}),
    )


def reports_band(desk: BulletinDesk) -> str | None:
    """How many reports the last release was made from, as a band."""
    release = desk.harvest.learning.releases.latest()
    engine = {} if release is None else release.document.get("engine", {})
    band: str | None = engine.get("reports_band")
    return band
