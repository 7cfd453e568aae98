"""Whether everybody may read a bulletin: nothing in it leads to somebody, and it says enough."""

from collections.abc import Iterator

from config.limits import LANGUAGES
from reporting.learning.bulletin import Bulletin, Item
from reporting.learning.harvest_errors import BulletinEmpty, BulletinReasonMissing, NotPlain
from reporting.learning.plain_words import ACTION, INTRO, LESSON, OUTCOME, Rules, find_flaws
from reporting.masking.own_words import OwnWords


def check_bulletin(bulletin: Bulletin, own_words: OwnWords) -> None:
    """Look at every text that was typed. The story is part of a card that two people approved.

    Raises:
        BulletinEmpty: there is no introduction, or nothing to introduce.
        BulletinReasonMissing: a second version says why there is one.
        NotPlain: `field` says which text must be changed, as in the form.
    """
    if not (any(bulletin.intro.values()) and (bulletin.story or bulletin.items)):
        raise BulletinEmpty
    if any(not any(item.texts.values()) for item in bulletin.items):
        raise BulletinEmpty
    if bulletin.version > 1:
        require_reason(bulletin, own_words)
    for field, text, rules in _typed(bulletin):
        if text and (flaws := find_flaws(text, rules, own_words)):
            raise NotPlain(flaws, field)


def require_reason(bulletin: Bulletin, own_words: OwnWords) -> None:
    """Look at the reason of a second version or a withdrawal.

    Raises:
        BulletinReasonMissing: there is none.
        NotPlain: it may lead to somebody.
    """
    if not any(bulletin.reason.values()):
        raise BulletinReasonMissing
    for language in LANGUAGES:
        text = bulletin.reason[language]
        if text and (flaws := find_flaws(text, OUTCOME, own_words)):
            raise NotPlain(flaws, f"reason_{language}")


def _typed(bulletin: Bulletin) -> Iterator[tuple[str, str, Rules]]:
    for language in LANGUAGES:
        yield f"intro_{language}", bulletin.intro[language], INTRO
        for item in bulletin.lessons:
            yield f"text_{item.id}_{language}", item.texts[language], LESSON
        for item in (*bulletin.changed, *bulletin.refused):
            yield from _of_action(item, language)


def _of_action(item: Item, language: str) -> Iterator[tuple[str, str, Rules]]:
    yield f"text_{item.id}_{language}", item.texts[language], ACTION
    yield f"outcome_{item.id}_{language}", item.outcome[language], OUTCOME
