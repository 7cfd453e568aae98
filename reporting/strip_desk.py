"""Issuing strips, in the worker: signed, locked for their reporter, and forgotten."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.report import ThreadAddress
from reporting.strip import SEED_BYTES, issue_strip, pack_held_strip
from reporting.threads import Message, ThreadRow, lock_message

PLACE: Final = 1
"""Of a strip in its thread: right after the message that the report came in with. One place, so
that no report can get two."""


@dataclass(frozen=True, slots=True)
class StripDesk:
    """What issuing strips needs; built once per worker."""

    signers: Mapping[int, Ed25519PrivateKey] = field(repr=False)
    """The signing key of each year."""

    def issue(self, thread: ThreadAddress, month: str) -> ThreadRow | None:
        """A strip for the reporter of a thread, locked; None where no key signs that year.

        Args:
            thread: of the report, from inside it.
            month: of filing, "YYYY-MM".
        """
        signer = self.signers.get(int(month[:4]))
        if signer is None:
            return None
        held = issue_strip(month, signer, os.urandom(SEED_BYTES))
        return lock_message(Message("strip", pack_held_strip(held), month), PLACE, thread)
