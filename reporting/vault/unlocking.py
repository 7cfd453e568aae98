"""Unlocking a reporter's own messages with the key that comes from the receipt code.

It takes no other purpose, so a report does not open here whatever the key.
"""

from reporting.vault.envelope import Purpose
from reporting.vault.unwrapping import PrivateKey, unwrap

__all__ = ["PrivateKey", "unlock_envelope"]


def unlock_envelope(blob: bytes, key: PrivateKey, *, object_id: bytes) -> bytes:
    """The payload of a message that was locked to this reporter.

    Raises:
        CannotOpen: whatever the cause; the causes are not told apart.
    """
    return unwrap(blob, key, purpose=Purpose.TO_REPORTER, object_id=object_id)
