"""Bytes for people to copy: Crockford's base32, in groups, read back however it is typed."""

import re
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O or U: nothing that looks like something else, and no word by accident."""
BITS: Final = 5
"""Of one symbol."""
GROUP: Final = 4

READ_AS: Final = str.maketrans("OIL", "011", " -\u2010\u2011\u2012\u2013\u2014\u00a0\u202f\t\r\n.,")
"""What people write for a symbol, and what they put between groups."""


def folded(typed: str) -> str:
    """What somebody typed in one form: capitals, nothing between; O is 0, I and L are 1."""
    return typed.upper().translate(READ_AS)


def grouped(symbols: str) -> str:
    """Groups of four with a dash between."""
    return "-".join(re.findall(f".{{1,{GROUP}}}", symbols))


def to_symbols(data: bytes) -> str:
    """Bytes as symbols, the first byte first; missing bits of the last symbol are 0."""
    bits = len(data) * 8
    length = -(-bits // BITS)
    number = int.from_bytes(data, "big") << (length * BITS - bits)
    places = range((length - 1) * BITS, -1, -BITS)
    return "".join(ALPHABET[number >> place & (len(ALPHABET) - 1)] for place in places)


def from_symbols(typed: str, length: int) -> bytes:
    """The `length` bytes that somebody copied.

    Raises:
        ValueError: these are no symbols, or not of so many bytes.
    """
    symbols, bits = folded(typed), length * 8
    if len(symbols) != -(-bits // BITS):
        raise ValueError("a symbol is missing, or one too many")
    number = 0
    for symbol in symbols:
        number = number << BITS | ALPHABET.index(symbol)
    spare = len(symbols) * BITS - bits
    if number & ((1 << spare) - 1):
        raise ValueError("the last symbol holds more than it can")
    return (number >> spare).to_bytes(length, "big")
