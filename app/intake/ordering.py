"""The factors in another order for each reporter, so that those on top are not chosen more."""

import hashlib
import secrets
from typing import Final

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

SEED_BYTES: Final = 4


def new_seed() -> str:
    """A fresh seed; it stays with the draft, so that the order does not change between steps."""
    return secrets.token_hex(SEED_BYTES)


def mix_groups(field: SelectMultipleField, seed: str) -> None:
    """Put the choices of each group in the order of the seed; the groups stay where they are."""
    places: dict[str | None, int] = {}
    for choice in field.choices:
        places.setdefault(choice.optgroup, len(places))

    def place(choice: SelectChoice) -> tuple[int, str]:
        mixed = hashlib.sha256(f"{seed}{choice.value}".encode()).hexdigest()
        return places[choice.optgroup], mixed

    field.choices = sorted(field.choices, key=place)
