"""The receipt code: what a reporter keeps, and the secrets that come from it.

24 Crockford symbols, 23 random (115 bits) and one check symbol (Luhn mod 32), so that a mistyped
code is told apart from an unknown one before any costly work. Who prefers words keeps the same
bits as eight words.
"""

import json
import secrets
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NewType

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from reporting.code_words import LANGUAGES, from_words, letters, to_words, word_runs
from reporting.errors import KeysNotReadable, MistypedReceipt
from reporting.report import LOOKUP_BYTES
from reporting.symbols import ALPHABET, folded, grouped
from reporting.vault.sealing import expand
from reporting.vault.unlocking import PrivateKey
from reporting.vault.unwrapping import SEED_BYTES

ReceiptCode = NewType("ReceiptCode", str)
"""As it is shown: six groups of four symbols with a dash between."""

RANDOM_SYMBOLS: Final = 23
SYMBOLS: Final = RANDOM_SYMBOLS + 1
TELLING_SYMBOLS: Final = SYMBOLS // 2
TELLING_WORDS: Final = 4
"""A text that holds so many in a row gives half of the code away."""

MASTER_BYTES: Final = 32
MEMORY_KIB: Final = 19_456
ITERATIONS: Final = 2
LANES: Final = 1
"""Argon2id at 19 MiB: a code that is partly seen (a photo, a shoulder) stays costly to guess, and
a flood of codes does not stop the service."""
SLOTS: Final = 2
"""Derivations at a time in one process: as many as the smallest machine has cores; 38 MiB."""
MIN_SECRET_BYTES: Final = 16


def _derivers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=SLOTS, thread_name_prefix="receipts")


@dataclass(frozen=True, slots=True)
class ReceiptSecrets:
    """What a copy of the database alone lacks to test a guessed code."""

    salt: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    derivers: ThreadPoolExecutor = field(default_factory=_derivers, repr=False, compare=False)
    """Derives codes in turn. Threads of its own, because each thread keeps its 19 MiB."""


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """What follows from a code: unrelated secrets, under labels of their own."""

    lookup: bytes
    """16 bytes; the only one that is stored."""
    thread_seed: bytes = field(repr=False)
    """96 bytes; seed of the key that messages to the reporter are locked to."""

    def thread_key(self) -> PrivateKey:
        """The reporter's own key; it lives as long as the request."""
        return PrivateKey(self.thread_seed)


def issue_receipt_code() -> ReceiptCode:
    """A fresh code, e.g. "DC7Y-NMN0-F9EM-DR52-70JR-ZSSS"."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SYMBOLS))
    return ReceiptCode(grouped(symbols + check_symbol(symbols)))


def read_receipt_code(typed: str) -> ReceiptCode:
    """The code that somebody typed, as symbols or as words.

    Symbols: any case, spaces or dashes; O is 0, I and L are 1. Words: see `from_words`.

    Raises:
        MistypedReceipt: a symbol or word is missing, too many, mistyped or in another's place.
    """
    symbols = folded(typed)
    if len(symbols) > SYMBOLS:
        random = from_words(typed)
        return ReceiptCode(grouped(random + check_symbol(random)))
    if len(symbols) != SYMBOLS or not set(symbols) <= set(ALPHABET):
        raise MistypedReceipt
    if check_symbol(symbols[:-1]) != symbols[-1]:
        raise MistypedReceipt
    return ReceiptCode(grouped(symbols))


def words_of(code: ReceiptCode, language: str) -> tuple[str, ...]:
    """The same code as eight words of a language."""
    return to_words(_random_symbols(code), language)


def check_symbol(symbols: str) -> str:
    """The symbol that completes these (Luhn mod N with N = 32; ISO/IEC 7812-1 for N = 10)."""
    base = len(ALPHABET)
    total = 0
    for place, symbol in enumerate(reversed(symbols)):
        weighed = ALPHABET.index(symbol) * (2 if place % 2 == 0 else 1)
        total += weighed // base + weighed % base
    return ALPHABET[-total % base]


def is_part(typed: str, code: ReceiptCode, number: int) -> bool:
    """Whether this is the group of that number, or the word of it; both are counted from 1."""
    if folded(typed) == code.split("-")[number - 1]:
        return True
    spelled = letters(typed)
    return bool(spelled) and any(
        spelled == words_of(code, language)[number - 1] for language in LANGUAGES
    )


def holds_code(text: str, code: ReceiptCode) -> bool:
    """Whether the text gives half of the code away or more, as symbols or as words."""
    symbols, spelled = folded(text), letters(text)
    whole = folded(code)
    runs = (whole[at : at + TELLING_SYMBOLS] for at in range(SYMBOLS - TELLING_SYMBOLS + 1))
    words = word_runs(_random_symbols(code), TELLING_WORDS)
    return any(run in symbols for run in runs) or any(run in spelled for run in words)


def derive_receipt(code: ReceiptCode, site: ReceiptSecrets) -> ReceiptKeys:
    """The lookup and the thread seed of a code. About 25 ms and 19 MiB; at most two at a time."""
    kdf = Argon2id(
        salt=site.salt,
        secret=site.pepper,
        length=MASTER_BYTES,
        iterations=ITERATIONS,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
    )
    master = site.derivers.submit(kdf.derive, folded(code).encode()).result()
    return ReceiptKeys(
        lookup=expand(master, b"receipt/lookup", LOOKUP_BYTES),
        thread_seed=expand(master, b"receipt/thread", SEED_BYTES),
    )


def read_receipt_secrets(path: Path) -> ReceiptSecrets:
    """Read the salt and the pepper that the ceremony wrote.

    Raises:
        KeysNotReadable: the file is missing, or is not what the ceremony wrote.
    """
    try:
        document = json.loads(path.read_bytes())
        salt, pepper = (b64decode(document[name], validate=True) for name in ("salt", "pepper"))
    except (OSError, ValueError, KeyError, TypeError):
        raise KeysNotReadable("The receipt secrets are missing or damaged.") from None
    if min(len(salt), len(pepper)) < MIN_SECRET_BYTES:
        raise KeysNotReadable("The receipt secrets are too short.")
    return ReceiptSecrets(salt, pepper)


def _random_symbols(code: ReceiptCode) -> str:
    return folded(code)[:RANDOM_SYMBOLS]
