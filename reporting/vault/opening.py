"""The private half of the vault: opening reports. Only the worker's side may import this."""

from reporting.errors import CannotOpen
from reporting.vault.envelope import Purpose
from reporting.vault.unwrapping import PrivateKey, unwrap

__all__ = ["PrivateKey", "open_envelope"]


def open_envelope(blob: bytes, key: PrivateKey, *, purpose: Purpose, object_id: bytes) -> bytes:
    """The payload of an envelope.

    Args:
        blob: the envelope.
        key: one of its recipients.
        purpose: what the envelope must be for; never a reporter's own messages.
        object_id: the key of the row it was found in.

    Raises:
        CannotOpen: whatever the cause; the causes are not told apart.
    """
    if purpose == Purpose.TO_REPORTER:
        raise CannotOpen
    return unwrap(blob, key, purpose=purpose, object_id=object_id)
