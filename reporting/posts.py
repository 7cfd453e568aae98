"""What the inbox holds, once opened: a report, or the wish to withdraw one.

Both are sealed alike and have the same size, so a waiting envelope does not tell which it is.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Final

from reporting.errors import CannotOpen
from reporting.report import LOOKUP_BYTES, Report, unpack_report

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The wish of a reporter that the report of this thread be removed."""

    lookup: bytes


def pack_withdrawal(withdrawal: Withdrawal) -> bytes:
    """The withdrawal as versioned JSON, ready to seal."""
    lookup = b64encode(withdrawal.lookup).decode()
    return json.dumps({"version": VERSION, "withdraw": lookup}).encode()


def unpack_post(payload: bytes) -> Report | Withdrawal:
    """What was put into the inbox.

    Raises:
        CannotOpen: the payload is neither a report nor a withdrawal.
    """
    try:
        document = json.loads(payload)
        if "withdraw" not in document:
            return unpack_report(payload)
        lookup = b64decode(document["withdraw"], validate=True)
    except (ValueError, TypeError):
        raise CannotOpen from None
    if document.get("version") != VERSION or len(lookup) != LOOKUP_BYTES:
        raise CannotOpen
    return Withdrawal(lookup)
