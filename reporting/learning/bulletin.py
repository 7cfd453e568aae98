"""The monthly bulletin: what everybody may read of what was learned. This is its content only.

After CALLBACK of the American reporting system: short, one story that stops at the decision, what
was learned, what changed, what could not be done and why.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from config.limits import LANGUAGES

Texts = Mapping[str, str]
"""By language; "" where there is no text in that language."""
NO_TEXTS: Final[Texts] = MappingProxyType(dict.fromkeys(LANGUAGES, ""))


@dataclass(frozen=True, slots=True)
class Item:
    """A lesson, or an action that ended."""

    id: str
    """Of the lesson or the action."""
    texts: Texts
    outcome: Texts = field(default_factory=lambda: NO_TEXTS)
    """Of an action: what changed, or why it cannot be done."""


@dataclass(frozen=True, slots=True)
class Story:
    """Part 1 of a case card."""

    card_id: str
    title: Texts
    story: Texts
    decision: Texts
    limits: Texts
    """Says that no single report happened like this."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    month: str
    """ "YYYY-MM"."""
    version: int = 1
    intro: Texts = field(default_factory=lambda: NO_TEXTS)
    story: Story | None = None
    lessons: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    refused: tuple[Item, ...] = ()
    reports_band: str | None = None
    """How many reports were read, as a band; None below the first one."""
    reason: Texts = field(default_factory=lambda: NO_TEXTS)
    """Of a second version or a withdrawal: why there is one."""
    withdrawn: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """All lessons and actions."""
        return (*self.lessons, *self.changed, *self.refused)


@dataclass(frozen=True, slots=True)
class Draft:
    """A bulletin in the making."""

    bulletin: Bulletin
    approved_by: str | None = None
    """Id of the staff user who was the first to approve just this text."""


@dataclass(frozen=True, slots=True)
class Published:
    """A bulletin as everybody can read it."""

    bulletin: Bulletin
    published_on: str
    """Day, "YYYY-MM-DD"."""
    published_by: tuple[str, ...] = field(default=(), compare=False)
    """Ids of staff users; told to nobody outside."""


def pack_bulletin(bulletin: Bulletin) -> str:
    """A bulletin as JSON, the same text for the same content."""
    content = {
        **{name: getattr(bulletin, name) for name in ("month", "version", "reports_band")},
        "withdrawn": bulletin.withdrawn,
        **{name: dict(getattr(bulletin, name)) for name in ("intro", "reason")},
        **{
            name: [_packed(item) for item in getattr(bulletin, name)]
            for name in ("lessons", "changed", "refused")
        },
        "story": None if bulletin.story is None else _packed_story(bulletin.story),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def unpack_bulletin(document: str) -> Bulletin:
    """The bulletin that `pack_bulletin` packed."""
    content: dict[str, Any] = json.loads(document)
    story = content.pop("story")
    for name in ("lessons", "changed", "refused"):
        content[name] = tuple(
            Item(one["id"], texts_of(one["texts"]), texts_of(one["outcome"]))
            for one in content[name]
        )
    for name in ("intro", "reason"):
        content[name] = texts_of(content[name])
    return Bulletin(story=None if story is None else _story_from(story), **content)


def digest_of(bulletin: Bulletin) -> str:
    """A short name for just this text: who approves says which one they read."""
    return hashlib.sha256(pack_bulletin(bulletin).encode()).hexdigest()[:16]


def texts_of(found: Mapping[str, str]) -> Texts:
    """Texts in all languages, empty where there is none."""
    return MappingProxyType({language: found.get(language, "") for language in LANGUAGES})


def used_before(published: Sequence[Published], month: str) -> frozenset[str]:
    """Ids of the cards, lessons and actions that bulletins of other months hold."""
    found: set[str] = set()
    for one in published:
        if one.bulletin.month != month:
            found |= {item.id for item in one.bulletin.items}
            found |= {one.bulletin.story.card_id} if one.bulletin.story else set()
    return frozenset(found)


def _packed(item: Item) -> dict[str, Any]:
    return {"id": item.id, "texts": dict(item.texts), "outcome": dict(item.outcome)}


OF_A_STORY: Final = ("title", "story", "decision", "limits")


def _packed_story(story: Story) -> dict[str, Any]:
    texts = {name: dict(getattr(story, name)) for name in OF_A_STORY}
    return {"card_id": story.card_id, **texts}


def _story_from(content: Mapping[str, Any]) -> Story:
    texts = {name: texts_of(content[name]) for name in OF_A_STORY}
    return Story(card_id=content["card_id"], **texts)
