"""What travels in the page between two steps: sealed, so that a visitor cannot change it unseen.

There is no cookie and nothing is stored before sending; the page itself carries the state.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final, Literal

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from config.limits import FORM_TOKEN_MINUTES
from reporting.receipts import ReceiptCode

Step = Literal["ask", "check", "sent", "follow", "answer"]
"""The page that a state was made for; a state of one page is not accepted from another."""

LABEL: Final = b"vrijuit/v1/form/"
KEY_BYTES: Final = 32
SECONDS_TO_LIVE: Final = FORM_TOKEN_MINUTES * 60
CLOCK_SLACK_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reporter filled in, tidied, with the text as typed."""

    story: str = ""
    tip: str = ""
    chosen: Mapping[str, tuple[str, ...]] | None = None
    """Codes by field of the form; a question without an answer is left out."""

    def codes(self, field: str) -> tuple[str, ...]:
        return (self.chosen or {}).get(field, ())

    def code(self, field: str) -> str | None:
        return next(iter(self.codes(field)), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is not sent yet."""

    code: ReceiptCode
    answers: Answers = Answers()
    keep: tuple[str, ...] = ()
    """Words that the reporter lets stand."""
    also: tuple[str, ...] = ()
    """Words that the reporter wants hidden too."""
    order: str = ""
    """Seed of the order of the factors."""
    seen: str = ""
    """Digest of the masked text on the check page, "" before that page."""
    hold: bool = False
    """Whether the report is to wait until others tell the same."""
    question: int = 0
    """Of an answer: the number of the question that it is to."""
    begun: int = 0
    """When the form was opened, in seconds since 1970; it is never stored."""
    work: int = 0
    """Bits of work that the check page asked for; see `app.intake.gate`."""


@dataclass(frozen=True, slots=True)
class Opened:
    draft: Draft
    step: Step
    fresh: bool
    """False when it lay open longer than `FORM_TOKEN_MINUTES`."""


class StateSeal:
    """Seals and opens the states of one installation."""

    def __init__(self, form_key: bytes) -> None:
        self._boxes: Mapping[Step, Fernet] = {
            "ask": _box(form_key, b"ask"),
            "check": _box(form_key, b"check"),
            "sent": _box(form_key, b"sent"),
            "follow": _box(form_key, b"follow"),
            "answer": _box(form_key, b"answer"),
        }

    def close(self, draft: Draft, step: Step, now: datetime) -> str:
        """The draft as a token for a hidden field."""
        payload = json.dumps(_written(draft), ensure_ascii=False, separators=(",", ":")).encode()
        return self._boxes[step].encrypt_at_time(payload, int(now.timestamp())).decode()

    def open(self, token: str, steps: tuple[Step, ...], now: datetime) -> Opened | None:
        """The draft of a token that was made for one of these steps.

        An overdue token still opens, so that nothing typed is lost, but is not `fresh`.

        Returns:
            None for a token of another page, another installation, or none at all.
        """
        for step in steps:
            opened = self._open(token, step, now)
            if opened is not None:
                return opened
        return None

    def _open(self, token: str, step: Step, now: datetime) -> Opened | None:
        box = self._boxes[step]
        if "=" in token.rstrip("="):
            # The decoder would overlook whatever stands behind the padding.
            return None
        try:
            draft = _draft_from(json.loads(box.decrypt(token)))
            age = int(now.timestamp()) - box.extract_timestamp(token)
        except (InvalidToken, ValueError, KeyError, TypeError):
            return None
        return Opened(draft, step, fresh=-CLOCK_SLACK_SECONDS <= age <= SECONDS_TO_LIVE)


def _box(form_key: bytes, step: bytes) -> Fernet:
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=LABEL + step).derive(form_key)
    return Fernet(urlsafe_b64encode(derived))


def _written(draft: Draft) -> dict[str, object]:
    content = {one.name: getattr(draft, one.name) for one in fields(draft)}
    answers = {one.name: getattr(draft.answers, one.name) for one in fields(draft.answers)}
    return {**content, "answers": answers}


def _draft_from(content: dict[str, object]) -> Draft:
    answers = content["answers"]
    if not isinstance(answers, dict):
        raise TypeError
    chosen = {field: tuple(codes) for field, codes in (answers["chosen"] or {}).items()}
    return Draft(
        code=ReceiptCode(str(content["code"])),
        answers=Answers(str(answers["story"]), str(answers["tip"]), chosen),
        keep=_words(content["keep"]),
        also=_words(content["also"]),
        order=str(content["order"]),
        seen=str(content["seen"]),
        hold=bool(content["hold"]),
        question=int(str(content["question"])),
        begun=int(str(content["begun"])),
        work=int(str(content["work"])),
    )


def _words(found: object) -> tuple[str, ...]:
    if not isinstance(found, list):
        raise TypeError
    return tuple(str(word) for word in found)
