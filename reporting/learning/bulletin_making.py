"""Making a bulletin, and publishing it with two people."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from config.limits import LANGUAGES
from reporting.learning.bulletin import (
    NO_TEXTS,
    Bulletin,
    Draft,
    Published,
    digest_of,
    texts_of,
)
from reporting.learning.bulletin_checks import check_bulletin, require_reason
from reporting.learning.bulletin_desk import BulletinDesk, find_draft, find_published
from reporting.learning.bulletin_gathering import Offer, chosen_story, gather, offer, reports_band
from reporting.learning.harvest_errors import (
    BadMonth,
    BulletinChanged,
    BulletinIsPublished,
    ChoiceGone,
    SamePerson,
)
from reporting.masking.language import guess_language

MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def begin_bulletin(month: str, today: date, desk: BulletinDesk) -> Draft:
    """A draft of what is there and stood in no bulletin yet; the draft of before when there is one.

    Raises:
        BadMonth: no month, or one to come.
        BulletinIsPublished: it can be corrected.
    """
    if not MONTH.fullmatch(month) or month > f"{today:%Y-%m}":
        raise BadMonth
    known = {one.bulletin.month: one for one in desk.store.all_drafts()}
    if month in known:
        return known[month]
    if any(one.bulletin.month == month for one in desk.store.all_published()):
        raise BulletinIsPublished
    draft = Draft(gather(month, desk))
    desk.store.put_draft(draft)
    return draft


def save_draft(month: str, typed: Bulletin, card_id: str, desk: BulletinDesk) -> Draft:
    """Keep what was typed; an approval of before holds no more.

    Args:
        month: of the draft.
        typed: intro, reason, and the chosen lessons and actions with their texts.
        card_id: of the card that tells the story; "" for none.
        desk: of this process.

    Raises:
        UnknownBulletin, ChoiceGone: it is not there any more.
        NotPlain, BulletinEmpty, BulletinReasonMissing: the text must be changed; nothing was kept.
    """
    before = find_draft(month, desk).bulletin
    found = offer(month, desk)
    _require_there(typed, found)
    whole = replace(
        typed,
        month=before.month,
        version=before.version,
        story=chosen_story(card_id, found.cards),
        reports_band=reports_band(desk),
    )
    check_bulletin(whole, desk.harvest.own_words)
    draft = Draft(whole)
    desk.store.put_draft(draft)
    return draft


def approve(month: str, digest: str, who: str, today: date, desk: BulletinDesk) -> Published | None:
    """Say yes to just this text. The second person who does publishes it.

    Args:
        month: of the draft.
        digest: of the text that this person read.
        who: id of a staff user.
        today: the day of publishing.
        desk: of this process.

    Returns:
        What was published; None after the first approval.

    Raises:
        UnknownBulletin, BulletinChanged, SamePerson: nothing was changed.
        ChoiceGone: a lesson or an action in it was taken back; change the draft first.
        NotPlain, BulletinEmpty, BulletinReasonMissing: the draft must be changed first.
    """
    draft = find_draft(month, desk)
    if digest_of(draft.bulletin) != digest:
        raise BulletinChanged
    _require_there(draft.bulletin, offer(month, desk))
    check_bulletin(draft.bulletin, desk.harvest.own_words)
    if draft.approved_by is None:
        desk.store.approve(month, digest, who)
        return None
    if draft.approved_by == who:
        raise SamePerson
    published = Published(draft.bulletin, today.isoformat(), (who,))
    desk.store.publish(published, _prints(draft.bulletin, desk))
    return published


def correct(month: str, desk: BulletinDesk) -> Draft:
    """A draft of the next version of a published bulletin; lessons that were withdrawn are out.

    Raises:
        UnknownBulletin: nothing of that month was published.
    """
    for draft in desk.store.all_drafts():
        if draft.bulletin.month == month:
            return draft
    last = find_published(month, desk).bulletin
    base = gather(month, desk) if last.withdrawn else last
    there = {one.id for one in desk.harvest.store.all_lessons()}
    draft = Draft(
        replace(
            base,
            version=last.version + 1,
            lessons=tuple(item for item in base.lessons if item.id in there),
            reason=NO_TEXTS,
            withdrawn=False,
        )
    )
    desk.store.put_draft(draft)
    return draft


def withdraw(month: str, reason: str, who: str, today: date, desk: BulletinDesk) -> Published:
    """Take a published bulletin away at once; one person is enough, for what must not wait.

    Raises:
        UnknownBulletin: nothing of that month was published.
        BulletinReasonMissing, NotPlain: the reason must be changed.
    """
    last = find_published(month, desk).bulletin
    told = " ".join(reason.split())
    language = "en" if guess_language(told) == "en" else LANGUAGES[0]
    empty = Bulletin(month, last.version + 1, reason=texts_of({language: told}), withdrawn=True)
    require_reason(empty, desk.harvest.own_words)
    published = Published(empty, today.isoformat(), (who,))
    desk.store.publish(published, _prints(empty, desk))
    return published


def _require_there(bulletin: Bulletin, found: Offer) -> None:
    """Refuse what was taken back in the meantime: a lesson, the end of an action, a card."""
    ids = {
        *(one.id for one in found.lessons),
        *(one.id for one in (*found.changed, *found.refused)),
    }
    story = bulletin.story
    gone = story is not None and story.card_id not in {card.id for card in found.cards}
    if gone or any(item.id not in ids for item in bulletin.items):
        raise ChoiceGone


def _prints(bulletin: Bulletin, desk: BulletinDesk) -> dict[str, bytes]:
    return {language: desk.print_(bulletin, language) for language in LANGUAGES}
