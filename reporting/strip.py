"""The strip: proof that a report was filed in a month. It leads to no report.

The worker signs a month and a serial. The serial fixes a holder's key that the worker makes on the
spot, locks in the reporter's thread and forgets: it stands in no report, no other row and no log.
Whoever opens the thread can sign a line of their choice with it, such as a name, or words that
somebody asks for. Everything is checked with public keys alone, without asking anybody.
"""

import hashlib
import json
import re
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reporting.errors import AlteredLine, AlteredStrip, CannotOpen, ForeignStrip, NotAStrip
from reporting.vault.epochs import canonical
from reporting.vault.strip_keys import StripKeys

VERSION: Final = 1
STRIP_LABEL: Final = b"vrijuit/v1/strip"
KEY_LABEL: Final = b"vrijuit/v1/strip/key"
HOLDER_LABEL: Final = b"vrijuit/v1/strip/holder"
LINE_LABEL: Final = b"vrijuit/v1/strip/line"

SERIAL_BYTES: Final = 16
KEY_ID_BYTES: Final = 4
SIGNATURE_BYTES: Final = 64
PUBLIC_BYTES: Final = 32
SEED_BYTES: Final = 32
LINE_MAX: Final = 80
"""Characters that a holder may put on a strip."""
MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class HolderLine:
    """What the holder put on the strip, signed with the holder's key."""

    text: str
    holder: bytes
    """Ed25519 public key; the serial fixes it."""
    signature: bytes


@dataclass(frozen=True, slots=True)
class Strip:
    month: str
    """Of filing, "YYYY-MM"; the finest time there is."""
    serial: bytes
    key_id: bytes
    """Names the key that signed it."""
    signature: bytes
    line: HolderLine | None = None


@dataclass(frozen=True, slots=True)
class HeldStrip:
    """A strip with what lets its holder sign a line; it lies locked in a thread."""

    strip: Strip
    holder_seed: bytes = field(repr=False)


def key_id_of(public_key: bytes) -> bytes:
    """4 bytes that name a signing key, so that a foreign strip is told from a changed one."""
    return hashlib.sha256(KEY_LABEL + public_key).digest()[:KEY_ID_BYTES]


def serial_of(holder: bytes) -> bytes:
    """16 bytes that fix a holder's public key and say nothing else."""
    return hashlib.sha256(HOLDER_LABEL + holder).digest()[:SERIAL_BYTES]


def issue_strip(month: str, signer: Ed25519PrivateKey, holder_seed: bytes) -> HeldStrip:
    """Sign that a report was filed.

    Args:
        month: of filing, "YYYY-MM".
        signer: the key of that year.
        holder_seed: 32 fresh random bytes, to lock in the thread and forget.
    """
    serial = serial_of(_public(Ed25519PrivateKey.from_private_bytes(holder_seed)))
    key_id = key_id_of(_public(signer))
    unsigned = Strip(month, serial, key_id, b"")
    return HeldStrip(replace(unsigned, signature=signer.sign(_statement(unsigned))), holder_seed)


def put_line(held: HeldStrip, text: str) -> Strip:
    """The strip with a line of its holder's choice; without one when the text is empty."""
    line = tidy_line(text)
    if not line:
        return held.strip
    key = Ed25519PrivateKey.from_private_bytes(held.holder_seed)
    signature = key.sign(_line_statement(held.strip.serial, line))
    return replace(held.strip, line=HolderLine(line, _public(key), signature))


def tidy_line(text: str) -> str:
    """A line in one form: NFC, single spaces, no control signs, cut at `LINE_MAX`."""
    signs = (sign for sign in unicodedata.normalize("NFC", text) if _is_kept(sign))
    return " ".join("".join(signs).split())[:LINE_MAX].strip()


def check_strip(strip: Strip, keys: StripKeys) -> None:
    """Whether a strip holds, with the organisation's public keys and nothing else.

    Raises:
        ForeignStrip: no key of this organisation signed it.
        AlteredStrip: one did, but not what stands there now.
        AlteredLine: the strip holds; the holder's line does not.
    """
    by_id = {key_id_of(key): (year, key) for year, key in keys.items()}
    if strip.key_id not in by_id:
        raise ForeignStrip
    year, key = by_id[strip.key_id]
    if not MONTH.fullmatch(strip.month) or int(strip.month[:4]) != year:
        raise AlteredStrip
    if not _is_signed(key, strip.signature, _statement(strip)):
        raise AlteredStrip
    if strip.line is not None and not _line_holds(strip.serial, strip.line):
        raise AlteredLine


def pack_held_strip(held: HeldStrip) -> str:
    """The strip as text for a locked message; the month is the message's own."""
    parts = (held.strip.serial, held.strip.key_id, held.strip.signature, held.holder_seed)
    return json.dumps({"version": VERSION, "strip": [b64encode(part).decode() for part in parts]})


def unpack_held_strip(body: str, month: str) -> HeldStrip:
    """The strip that was packed.

    Raises:
        CannotOpen: it is none, or of an unknown version.
    """
    try:
        content = json.loads(body)
        serial, key_id, signature, seed = (
            b64decode(part, validate=True) for part in content["strip"]
        )
    except (ValueError, KeyError, TypeError):
        raise CannotOpen from None
    lengths = (len(serial), len(key_id), len(signature), len(seed))
    expected = (SERIAL_BYTES, KEY_ID_BYTES, SIGNATURE_BYTES, SEED_BYTES)
    if content.get("version") != VERSION or lengths != expected:
        raise CannotOpen
    return HeldStrip(Strip(month, serial, key_id, signature), seed)


def make_strip(month: str, parts: tuple[bytes, bytes, bytes], line: HolderLine | None) -> Strip:
    """A strip from (serial, key id, signature) as somebody copied them.

    Raises:
        NotAStrip: the month is none.
    """
    if not MONTH.fullmatch(month):
        raise NotAStrip
    return Strip(month, *parts, line)


def _statement(strip: Strip) -> bytes:
    content = {
        "version": VERSION,
        "month": strip.month,
        "serial": strip.serial.hex(),
        "key": strip.key_id.hex(),
    }
    return STRIP_LABEL + canonical(content)


def _line_statement(serial: bytes, text: str) -> bytes:
    return LINE_LABEL + serial + text.encode()


def _line_holds(serial: bytes, line: HolderLine) -> bool:
    statement = _line_statement(serial, line.text)
    return serial_of(line.holder) == serial and _is_signed(line.holder, line.signature, statement)


def _is_signed(key: bytes, signature: bytes, statement: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _is_kept(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign)[0] != "C"
