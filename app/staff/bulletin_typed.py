"""What was typed into the form of a bulletin."""

from collections.abc import Iterator

from flask import request

from app.shared.bodies import tidy_text
from config.limits import LANGUAGES
from reporting.learning.bulletin import Bulletin, Item, Texts, texts_of
from reporting.learning.bulletin_gathering import Offer, action_item, lesson_item

CHOSEN = "kies"
"""The name of all tick boxes; their values are ids of lessons and actions."""


def typed_bulletin(month: str, found: Offer) -> Bulletin:
    """The bulletin as the form has it.

    Args:
        month: of the draft.
        found: what could be chosen; what was ticked and is not there is left in, to be refused.
    """
    chosen = request.form.getlist(CHOSEN)
    changed = {one.id for one in found.changed}
    refused = {one.id for one in found.refused}
    lessons = [one for one in chosen if one not in changed | refused]
    return Bulletin(
        month=month,
        intro=typed_texts("intro"),
        reason=typed_texts("reason"),
        lessons=tuple(_items(lessons)),
        changed=tuple(_items([one for one in chosen if one in changed])),
        refused=tuple(_items([one for one in chosen if one in refused])),
    )


def typed_texts(name: str) -> Texts:
    """A text in all languages, each on one line."""
    return texts_of(
        {
            language: " ".join(tidy_text(request.form.get(f"{name}_{language}", "")).split())
            for language in LANGUAGES
        }
    )


def rows_of(found: Offer, shown: Bulletin) -> dict[str, list[tuple[Item, bool]]]:
    """What can be chosen, each with its texts as they are now and whether it is chosen.

    Args:
        found: what there is.
        shown: the draft, or what was typed.
    """
    mine = {item.id: item for item in shown.items}
    parts = {
        "lessons": [lesson_item(one) for one in found.lessons],
        "changed": [action_item(one) for one in found.changed],
        "refused": [action_item(one) for one in found.refused],
    }
    return {
        part: [(mine.get(item.id, item), item.id in mine) for item in items]
        for part, items in parts.items()
    }


def _items(ids: list[str]) -> Iterator[Item]:
    for one in ids:
        yield Item(one, typed_texts(f"text_{one}"), typed_texts(f"outcome_{one}"))
