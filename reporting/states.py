"""Names of sealed states, and the object ids that bind a state to its name."""

import hashlib
from typing import Final

from reporting.vault.envelope import OBJECT_ID_BYTES

ROW_LABEL: Final = b"vrijuit/v1/state"


def state_id(name: str) -> bytes:
    """The object id of a state: 16 bytes that bind it to its name."""
    return hashlib.sha256(ROW_LABEL + name.encode()).digest()[:OBJECT_ID_BYTES]
