import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import (
    AlteredLine,
    AlteredStrip,
    CannotOpen,
    ForeignStrip,
    NotAStrip,
    ReportingError,
)
from reporting.strip import (
    HeldStrip,
    HolderLine,
    Strip,
    check_strip,
    issue_strip,
    pack_held_strip,
    put_line,
    serial_of,
    unpack_held_strip,
)
from reporting.strip_text import BEGIN, END, read_strip, write_strip
from reporting.symbols import ALPHABET, from_symbols, to_symbols

SIGNER = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
KEYS = {
    2026: SIGNER.public_key().public_bytes_raw(),
    2027: Ed25519PrivateKey.from_private_bytes(b"l" * 32).public_key().public_bytes_raw(),
}
HELD = issue_strip("2026-11", SIGNER, b"h" * 32)
NAMED = put_line(HELD, "Anna de Vries")
VECTOR = json.loads((Path(__file__).parent / "known_strip.json").read_text(encoding="utf-8"))


def verdict(strip: Strip) -> str:
    try:
        check_strip(strip, KEYS)
    except ReportingError as problem:
        return type(problem).__name__
    return "holds"


def verdict_on(text: str) -> str:
    try:
        return verdict(read_strip(text))
    except ReportingError as problem:
        return type(problem).__name__


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_known_strip_stays_as_it_was(language: str) -> None:
    # frozen: a strip that was printed holds for good
    seed, key = (bytes.fromhex(VECTOR[name]) for name in ("holder_seed", "signing_seed"))
    signer = Ed25519PrivateKey.from_private_bytes(key)
    held = issue_strip(VECTOR["month"], signer, seed)
    assert write_strip(put_line(held, VECTOR["line"]), language) == VECTOR[language]
    public = {2026: bytes.fromhex(VECTOR["public_key"])}
    check_strip(read_strip(VECTOR[language]), public)


def test_a_strip_holds_with_and_without_a_line() -> None:
    assert verdict(HELD.strip) == verdict(NAMED) == "holds"
    assert NAMED.line is not None
    assert NAMED.line.text == "Anna de Vries"


def test_a_strip_tells_nothing_but_its_month() -> None:
    other = issue_strip("2026-11", SIGNER, b"i" * 32)
    assert HELD.strip.month == other.strip.month
    assert HELD.strip.serial != other.strip.serial
    assert b"h" * 32 not in repr(HELD).encode()


@pytest.mark.parametrize(
    ("altered", "expected"),
    [
        (replace(NAMED, month="2026-10"), "AlteredStrip"),
        (replace(NAMED, month="2027-11"), "AlteredStrip"),
        (replace(NAMED, month="2026-13"), "AlteredStrip"),
        (replace(NAMED, serial=bytes(16)), "AlteredStrip"),
        (replace(NAMED, signature=bytes(64)), "AlteredStrip"),
        (issue_strip("2026-11", OTHER, b"h" * 32).strip, "ForeignStrip"),
        (
            replace(issue_strip("2026-11", OTHER, b"h" * 32).strip, key_id=NAMED.key_id),
            "AlteredStrip",
        ),
    ],
)
def test_what_was_changed_or_signed_by_another_is_refused(altered: Strip, expected: str) -> None:
    assert verdict(altered) == expected


def test_a_key_signs_for_its_own_year_only() -> None:
    assert verdict(issue_strip("2027-01", SIGNER, b"h" * 32).strip) == "AlteredStrip"


def test_only_the_holder_can_put_a_line_on_a_strip() -> None:
    assert NAMED.line is not None
    thief = put_line(issue_strip("2026-11", SIGNER, b"t" * 32), "Bert").line
    forged = put_line(HeldStrip(HELD.strip, b"t" * 32), "Bert").line
    for line in (
        replace(NAMED.line, text="Bert"),
        replace(NAMED.line, signature=bytes(64)),
        replace(NAMED.line, holder=KEYS[2026]),
        thief,
        forged,
    ):
        assert verdict(replace(NAMED, line=line)) == "AlteredLine"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna   de Vries\n", "Anna de Vries"),
        ("Zoe\u0308", "Zoë"),
        ("a\u202eb\x00c", "abc"),
        ("x" * 500, "x" * 80),
    ],
)
def test_a_line_is_tidied_before_it_is_signed(typed: str, kept: str) -> None:
    strip = put_line(HELD, typed)
    assert strip.line is not None
    assert strip.line.text == kept
    assert verdict_on(write_strip(strip, "nl")) == "holds"


def test_an_empty_line_is_no_line() -> None:
    assert put_line(HELD, " \n ") == HELD.strip


def test_a_strip_is_packed_for_its_thread_and_back() -> None:
    assert unpack_held_strip(pack_held_strip(HELD), "2026-11") == HELD


@pytest.mark.parametrize(
    "body",
    ["", "{}", "[]", '{"version": 1, "strip": []}', pack_held_strip(HELD).replace("1", "2", 1)],
)
def test_a_body_that_is_no_strip_is_refused(body: str) -> None:
    with pytest.raises(CannotOpen):
        unpack_held_strip(body, "2026-11")


Rewrite = Callable[[str], str]


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text,
        lambda text: f"Beste lezer,\n\n{text}\n\nGroet: Anna",
        lambda text: "\n".join(f"> {line}" for line in text.splitlines()),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.lower().replace(BEGIN.lower(), BEGIN).replace(END.lower(), END),
        lambda text: text.replace("0", "O").replace("1", "l"),
        lambda text: (
            text.replace("-", " ")
            .replace(BEGIN.replace("-", " "), BEGIN)
            .replace(END.replace("-", " "), END)
            .replace("2026 11", "2026-11")
        ),
        lambda text: text.replace(f"{BEGIN}\n", "").replace(f"\n{END}", ""),
        lambda text: "\n".join(
            line[at : at + 40] for line in text.splitlines() for at in range(0, len(line), 40)
        ),
    ],
)
@pytest.mark.parametrize("strip", [HELD.strip, NAMED])
def test_a_strip_is_read_however_it_travelled(strip: Strip, rewrite: Rewrite) -> None:
    text = rewrite(write_strip(strip, "nl"))
    read = read_strip(text)
    assert replace(read, line=None) == replace(strip, line=None)
    assert (read.line is None) == (strip.line is None)


def test_every_changed_symbol_of_a_printed_strip_is_noticed() -> None:
    text = write_strip(NAMED, "nl")
    unnoticed = []
    for at, sign in enumerate(text):
        if sign in ALPHABET:
            other = "7" if sign != "7" else "8"
            if verdict_on(text[:at] + other + text[at + 1 :]) == "holds":
                unnoticed.append((at, sign))
    assert unnoticed == []


def test_a_strip_that_was_cut_off_is_refused_at_every_line() -> None:
    lines = write_strip(NAMED, "nl").splitlines()
    for length in range(len(lines)):
        assert verdict_on("\n".join(lines[:length])) == "NotAStrip"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "geen strook",
        f"{write_strip(NAMED, 'nl')}\n{write_strip(NAMED, 'nl')}",
        write_strip(NAMED, "nl").replace("Maand: 2026-11", "Maand: 2026-11\nMonth: 2026-12"),
        write_strip(NAMED, "nl").replace("2026-11", "november"),
        write_strip(NAMED, "nl") * 100,
        f"{END}\n{BEGIN}",
        "\x00" * 100,
    ],
)
def test_what_is_no_strip_or_more_than_one_is_refused(text: str) -> None:
    with pytest.raises(NotAStrip):
        read_strip(text)


@given(st.text(max_size=300))
def test_any_text_is_a_strip_or_refused(text: str) -> None:
    assert verdict_on(text) == "NotAStrip"
    assert verdict_on(f"{BEGIN}\n{text}\n{END}") == "NotAStrip"


@given(st.binary(min_size=1, max_size=70))
def test_bytes_as_symbols_come_back(data: bytes) -> None:
    assert from_symbols(to_symbols(data).lower(), len(data)) == data


def test_the_serial_is_a_hash_of_the_holders_key() -> None:
    assert serial_of(b"x") == hashlib.sha256(b"vrijuit/v1/strip/holderx").digest()[:16]


def test_errors_of_a_strip_say_what_is_wrong() -> None:
    for problem in (NotAStrip, ForeignStrip, AlteredStrip, AlteredLine):
        assert str(problem()).endswith(".")
    assert isinstance(NAMED.line, HolderLine)
