"""What an analist filled in, and the orders that it makes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import request

from app.shared.bodies import tidy_text
from config.limits import SIGNAL_WORKING_DAYS
from config.taxonomy import Taxonomy
from reporting.errors import UnknownCode
from reporting.learning.texts import tidy_line
from reporting.masking.own_words import OwnWords
from reporting.orders import Kind, Order
from reporting.report import ONE_CODE, Report
from reporting.rewriting import mask_more, with_codes
from reporting.screening_desk import Sheet
from reporting.working_days import after_working_days

ID_BYTES: Final = 16
SINGLE: Final[Mapping[str, str]] = {
    "kind": "kind",
    "severity_actual": "severity",
    "severity_potential": "severity",
}
"""Fields of a report with one code that an analist sets right, with their axis."""
MOST_WORDS: Final = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields, to show again when it must be changed."""

    question: str = ""
    to: str = ""
    about: str = ""
    words: str = ""
    last_word: str = ""


def typed() -> Typed:
    """What was filled in."""
    names = ("question", "to", "about", "words", "last_word")
    return Typed(**{name: tidy_text(request.form.get(name, "")) for name in names})


def new_order_id() -> str:
    """For a page: pressing a button twice on it is ordering once."""
    return secrets.token_hex(ID_BYTES)


def order_id() -> bytes:
    """That of the page that was sent; a new one when it is none of ours."""
    try:
        found = bytes.fromhex(request.form.get("opdracht", ""))
    except ValueError:
        found = b""
    return found if len(found) == ID_BYTES else secrets.token_bytes(ID_BYTES)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes orders of what was filled in."""

    now: datetime
    own_words: OwnWords
    taxonomy: Taxonomy

    def make(self, kind: Kind, sheet: Sheet, filled: Typed) -> Order:
        """The order.

        Raises:
            NothingToHide, UnknownCode, MessageTooLong, MaskingFailed: something must be changed.
        """
        order = Order(kind, sheet.id, self.now.isoformat(), sheet.waiting)
        if kind == "read":
            return replace(order, answers=sheet.fresh_answers)
        if kind == "ask":
            return replace(order, text=filled.question)
        if kind == "signal":
            return replace(order, to=tidy_line(filled.to), text=filled.about, due=self.due)
        if kind == "done":
            return replace(order, text=filled.last_word)
        return order if kind == "handled" else replace(order, changed=self._changed(sheet, filled))

    @property
    def due(self) -> str:
        """The last day on which somebody must know of a danger that is passed on now."""
        return after_working_days(self.now.date(), SIGNAL_WORKING_DAYS).isoformat()

    def _changed(self, sheet: Sheet, filled: Typed) -> Report:
        if "words" in request.form:
            words = [line.strip() for line in filled.words.splitlines() if line.strip()]
            return mask_more(sheet.report, words[:MOST_WORDS], self.own_words)
        return with_codes(sheet.report, self._codes())

    def _codes(self) -> dict[str, str | tuple[str, ...] | None]:
        """Only codes that exist; an empty choice takes a code away."""
        one = {name: request.form.get(name) or None for name in SINGLE}
        factors = tuple(dict.fromkeys(request.form.getlist("factors")))
        chosen = {code for code in (*one.values(), *factors) if code is not None}
        if not chosen <= set(self.taxonomy.codes) or set(one) - set(ONE_CODE):
            raise UnknownCode
        return {**one, "factors": factors}
