"""Typing a part of the code over shows that what was kept is the code. It never stops a report."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from wtforms import Form, StringField

from reporting.receipts import ReceiptCode, is_part

FIELDS: Final = ("groep1", "groep2")
LABEL: Final = b"vrijuit/v1/receipt/typed-back"
CHOICE: Final = 3
"""Groups to choose from: one of the first three, and one of the last three."""
LONGEST: Final = 40
"""Characters of one part that are read."""


class TypedBackForm(Form):
    """Two parts of the code, typed over from what was kept."""

    groep1 = StringField()
    groep2 = StringField()


@dataclass(frozen=True, slots=True)
class TypedBack:
    """What was typed over of a code."""

    code: ReceiptCode
    typed: tuple[str, str]

    @property
    def asked(self) -> tuple[int, int]:
        """The numbers of the groups that are asked, from 1; for one code always the same."""
        drawn = hashlib.sha256(LABEL + self.code.encode()).digest()
        return 1 + drawn[0] % CHOICE, 1 + CHOICE + drawn[1] % CHOICE

    @property
    def is_empty(self) -> bool:
        """Nothing was typed: this reporter does not do it now, and need not."""
        return not any(self.typed)

    @property
    def is_right(self) -> bool:
        return all(self._matches)

    @property
    def is_wrong(self) -> bool:
        """Something was typed that is not what was asked, or only the half of it."""
        return not self.is_empty and not self.is_right

    @property
    def _matches(self) -> tuple[bool, ...]:
        pairs = zip(self.typed, self.asked, strict=True)
        return tuple(is_part(typed, self.code, number) for typed, number in pairs)

    def form(self, *, judged: bool) -> TypedBackForm:
        """The two fields as they were filled in.

        Args:
            judged: say of each part whether it is wrong.
        """
        form = TypedBackForm()
        for field, typed, number, right in zip(
            form, self.typed, self.asked, self._matches, strict=True
        ):
            field.data = typed
            field.label.text = _("Groepje %(number)d (of woord %(number)d)", number=number)
            if judged and self.is_wrong and not right:
                field.errors = [_("Dit is niet groepje %(number)d van je code", number=number)]
        return form


def read_typed_back(sent: Mapping[str, str], code: ReceiptCode) -> TypedBack:
    """What a form holds of it."""
    first, second = (sent.get(name, "").strip()[:LONGEST] for name in FIELDS)
    return TypedBack(code, (first, second))
