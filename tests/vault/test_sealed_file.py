import io
import json
from collections.abc import Callable

import pytest

from reporting.errors import BadBackup, CannotOpen
from reporting.vault.sealed_file import (
    LENGTH,
    PIECE,
    new_data_key,
    open_alone,
    open_together,
    read_header,
    read_sealed,
    seal_for_any,
    seal_for_two,
    write_sealed,
)
from tests.vault.people import custodian, keys_of

PUBLIC = [custodian(number)[0].public for number in (1, 2, 3)]
CONTENT = b"everything" * (PIECE // 4)
"""Two pieces and a half."""


def sealed(content: bytes = CONTENT) -> bytes:
    key, target = new_data_key(), io.BytesIO()
    write_sealed(io.BytesIO(content), target, seal_for_any(key, PUBLIC), key)
    return target.getvalue()


def opened(blob: bytes, number: int = 1) -> bytes:
    source = io.BytesIO(blob)
    header = read_header(source, "database")
    key = open_alone(header, custodian(number)[0])
    return b"".join(read_sealed(source, header, key))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1])
def test_a_file_of_any_size_comes_back(size: int) -> None:
    assert opened(sealed(b"x" * size)) == b"x" * size


@pytest.mark.parametrize("number", [1, 2, 3])
def test_any_one_custodian_opens_a_database(number: int) -> None:
    assert opened(sealed(b"rows"), number) == b"rows"


def test_a_stranger_opens_nothing() -> None:
    header = read_header(io.BytesIO(sealed(b"rows")), "database")
    with pytest.raises(CannotOpen):
        open_alone(header, custodian(4)[0])


def test_keys_take_two_and_not_the_same_one_twice() -> None:
    key = new_data_key()
    header = seal_for_two(key, PUBLIC)
    assert open_together(header, keys_of(2, 3)) == key
    for keys in ({1: custodian(1)[0]}, dict.fromkeys((1, 2), custodian(1)[0])):
        with pytest.raises(CannotOpen):
            open_together(header, keys)


def pieces(blob: bytes) -> tuple[bytes, list[bytes]]:
    source = io.BytesIO(blob)
    line, found = source.readline(), []
    while prefix := source.read(LENGTH.size):
        found.append(prefix + source.read(LENGTH.unpack(prefix)[0]))
    return line, found


Damage = Callable[[bytes, list[bytes]], bytes]
DAMAGES: dict[str, Damage] = {
    "the last piece cut off": lambda line, found: line + b"".join(found[:-1]),
    "cut inside a piece": lambda line, found: line + b"".join(found)[:-1],
    "cut inside a length": lambda line, found: line + b"".join(found[:-1]) + found[-1][:2],
    "two pieces exchanged": lambda line, found: line + found[1] + found[0] + found[2],
    "a piece twice": lambda line, found: line + found[0] + b"".join(found),
    "something behind": lambda line, found: line + b"".join(found) + b"\0",
    "a piece of another file": lambda line, found: (
        line + found[0] + pieces(sealed())[1][1] + found[2]
    ),
    "no pieces": lambda line, _found: line,
    "no first line": lambda _line, found: b"".join(found),
    "nothing": lambda _line, _found: b"",
    "another header": lambda line, found: line.replace(b":1", b":2") + b"".join(found),
    "a longer header": lambda line, found: line.replace(b"{", b"{ ", 1) + b"".join(found),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_said_to_be_one(damage: Damage) -> None:
    with pytest.raises(BadBackup):
        opened(damage(*pieces(sealed())))


def test_no_byte_can_be_changed() -> None:
    blob, kept = sealed(b"rows" * 20), []
    for place in range(0, len(blob), 4):
        changed = bytearray(blob)
        changed[place] ^= 1
        try:
            opened(bytes(changed))
        except (BadBackup, CannotOpen):
            continue
        kept.append(place)
    assert kept == []


def test_a_backup_of_keys_is_not_taken_for_one_of_the_database() -> None:
    line = seal_for_two(new_data_key(), PUBLIC).line()
    with pytest.raises(BadBackup, match="backup of keys"):
        read_header(io.BytesIO(line), "database")
    assert json.loads(line)["kind"] == "keys"
