import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import KeysNotReadable, MistypedReceipt
from reporting.receipts import (
    ReceiptCode,
    ReceiptSecrets,
    check_symbol,
    derive_receipt,
    holds_code,
    issue_receipt_code,
    read_receipt_code,
    read_receipt_secrets,
)
from reporting.symbols import ALPHABET
from tests.conftest import Site

SECRETS = ReceiptSecrets(salt=b"s" * 32, pepper=b"p" * 32)
CODE = ReceiptCode("0123-4567-89AB-CDEF-GHJK-MNPV")


def test_a_code_has_six_groups_of_four() -> None:
    groups = issue_receipt_code().split("-")
    assert [len(group) for group in groups] == [4] * 6
    assert set("".join(groups)) <= set(ALPHABET)


def test_codes_differ() -> None:
    assert len({issue_receipt_code() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "\u2013"),
        lambda code: f"  {code}\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("1", "I").replace("0", "o"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: Callable[[str], str]) -> None:
    assert read_receipt_code(typed(CODE)) == CODE


def test_every_single_mistyped_symbol_is_noticed() -> None:
    symbols = CODE.replace("-", "")
    missed = []
    for place in range(len(symbols)):
        for symbol in set(ALPHABET) - {symbols[place]}:
            try:
                read_receipt_code(symbols[:place] + symbol + symbols[place + 1 :])
            except MistypedReceipt:
                continue
            missed.append((place, symbol))
    assert missed == []


@pytest.mark.parametrize("typed", ["", "0123", f"{CODE}0", f"{CODE[:-1]}U", "é" * 24])
def test_what_is_no_code_is_mistyped(typed: str) -> None:
    with pytest.raises(MistypedReceipt):
        read_receipt_code(typed)


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_mistyped(typed: str) -> None:
    with suppress(MistypedReceipt):
        assert len(read_receipt_code(typed)) == 29


def test_the_check_symbol_is_luhns() -> None:
    # by hand, from the right: 2*1 = 2, 0, 2*31 = 62 = 1*32 + 30 -> 31; together 33; 64 - 33 = 31
    assert check_symbol("Z01") == "Z"


def test_the_same_code_always_gives_the_same_secrets() -> None:
    keys = derive_receipt(CODE, SECRETS)
    assert keys == derive_receipt(read_receipt_code(CODE.lower()), SECRETS)
    # frozen: another value would orphan every code that was ever handed out
    assert keys.lookup.hex() == "84d058318d00a0b62b6a15d08078b708"
    assert keys.thread_seed[:8].hex() == "29b518f058acacff"


def test_the_secrets_of_a_code_need_salt_pepper_and_code() -> None:
    lookups = {
        derive_receipt(CODE, SECRETS).lookup,
        derive_receipt(issue_receipt_code(), SECRETS).lookup,
        derive_receipt(CODE, ReceiptSecrets(SECRETS.salt, b"q" * 32)).lookup,
        derive_receipt(CODE, ReceiptSecrets(b"t" * 32, SECRETS.pepper)).lookup,
    }
    assert len(lookups) == 4


def test_lookup_and_thread_seed_are_unrelated_and_hide_in_print() -> None:
    keys = derive_receipt(CODE, SECRETS)
    assert keys.lookup not in keys.thread_seed
    assert keys.thread_seed.hex() not in repr(keys)
    assert "pppp" not in repr(SECRETS)


@pytest.mark.parametrize(
    "text",
    [
        f"mijn code is {CODE}.",
        CODE.lower().replace("-", " "),
        CODE.replace("-", "").replace("0", "o"),
    ],
)
def test_a_code_in_a_text_is_seen(text: str) -> None:
    assert holds_code(text, CODE)
    assert not holds_code(text, issue_receipt_code())


def test_the_ceremonys_secrets_are_read(site: Site) -> None:
    assert len(site.secrets.salt) == len(site.secrets.pepper) == 32
    assert site.secrets.salt != site.secrets.pepper


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"salt": "AAAA", "pepper": "AAAA"}', b"[1]", b"\xff", None]
)
def test_damaged_secrets_are_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / f"secrets{os.getpid()}.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KeysNotReadable):
        read_receipt_secrets(path)
