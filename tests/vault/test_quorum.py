import json
from pathlib import Path

import pytest

from reporting.errors import AlreadyHeld, BadManifest, CannotOpen, KeysNotReadable, WrongPassphrase
from reporting.vault.analists import screening_keys
from reporting.vault.custodians import (
    custodian_folder,
    new_custodian,
    read_custodian,
    read_root,
    unlock_custodian,
)
from reporting.vault.inspection import find_flaws
from reporting.vault.keyring import load_epoch_keys
from reporting.vault.passphrases import LOWEST_COST
from reporting.vault.quorum import (
    PAIRS,
    Pair,
    load_quorums,
    open_as_pair,
    quorum_path,
    read_quorum,
    seal_for_pairs,
)
from reporting.vault.recovery import open_canary, open_months, recover_keys, replace_custodian
from tests.vault.people import WORDS, House, analist, custodian, files_in, hold, keys_of

SECRET, LABEL = b"s" * 96, b"202611/worker"
PUBLIC = [custodian(number)[0].public for number in (1, 2, 3)]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return hold(tmp_path)


@pytest.mark.parametrize("pair", PAIRS)
def test_any_two_open_and_in_either_order(pair: Pair) -> None:
    blobs = seal_for_pairs(SECRET, PUBLIC, LABEL)
    assert open_as_pair(blobs, keys_of(*pair), LABEL) == SECRET
    assert open_as_pair(blobs, keys_of(*reversed(pair)), LABEL) == SECRET


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_alone_opens_nothing_whatever_the_pair(number: int) -> None:
    blobs, key = seal_for_pairs(SECRET, PUBLIC, LABEL), custodian(number)[0]
    for pair in PAIRS:
        with pytest.raises(CannotOpen):
            open_as_pair(blobs, dict.fromkeys(pair, key), LABEL)
    with pytest.raises(CannotOpen):
        open_as_pair(blobs, {number: key}, LABEL)


def test_what_is_for_one_month_does_not_pass_for_another() -> None:
    with pytest.raises(CannotOpen):
        open_as_pair(seal_for_pairs(SECRET, PUBLIC, LABEL), keys_of(1, 2), b"202612/worker")


def test_no_byte_of_a_blob_can_be_changed() -> None:
    blobs = seal_for_pairs(SECRET, PUBLIC, LABEL)
    opened = []
    for place in range(0, len(blobs[1, 2]), 5):
        changed = bytearray(blobs[1, 2])
        changed[place] ^= 1
        try:
            open_as_pair({(1, 2): bytes(changed)}, keys_of(1, 2), LABEL)
        except CannotOpen:
            continue
        opened.append(place)
    assert opened == []


@pytest.mark.parametrize("pair", PAIRS)
def test_two_custodians_rebuild_the_workers_keys_in_a_new_place(house: House, pair: Pair) -> None:
    new = house.places.instance / "recovered" / "keys"
    new.parent.mkdir()
    months = open_months(house.quorum, keys_of(*pair), house.manifest)
    assert recover_keys(months, new) == 3
    assert load_epoch_keys(new).keys == load_epoch_keys(house.places.keys).keys
    assert {path.stat().st_mode & 0o777 for path in new.iterdir()} == {0o600}
    with pytest.raises(AlreadyHeld):
        recover_keys(open_months(house.quorum, keys_of(*pair), house.manifest), new)


def test_the_screening_keys_come_back_too(house: House) -> None:
    found = open_months(house.quorum, keys_of(1, 3), house.manifest)
    ring = screening_keys(analist()[0], house.places.screening)
    assert {month.epoch: month.screening for month in found} == dict(ring.keys)


def test_a_drill_seals_and_opens_every_month(house: House) -> None:
    months = list(open_months(house.quorum, keys_of(2, 3), house.manifest))
    for month in months:
        open_canary(month, house.manifest)
    assert [month.epoch for month in months] == [202611, 202612, 202701]


def test_a_month_that_was_exchanged_for_another_is_noticed(house: House) -> None:
    content = json.loads(quorum_path(house.quorum, 202611).read_bytes())
    content["epoch"] = 202612
    quorum_path(house.quorum, 202612).write_text(json.dumps(content))
    with pytest.raises(CannotOpen):
        list(open_months(house.quorum, keys_of(1, 2), house.manifest))


def test_keys_that_the_manifest_does_not_name_are_refused(house: House, tmp_path: Path) -> None:
    other = hold(tmp_path / "other", of="others")
    with pytest.raises(CannotOpen):
        list(open_months(other.quorum, keys_of(1, 2), house.manifest))


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"version":2}', b'{"version":1,"epoch":1}']
)
def test_what_is_no_quorum_file_is_refused(content: bytes) -> None:
    with pytest.raises(KeysNotReadable):
        read_quorum(content)


def test_a_custodians_stick_is_that_custodians_and_opens_with_the_passphrase(house: House) -> None:
    folder = custodian_folder(house.places.offline, 2)
    assert unlock_custodian(read_custodian(folder, 2), WORDS) == custodian(2)[0]
    with pytest.raises(WrongPassphrase):
        unlock_custodian(read_custodian(folder, 2), "andere woorden dan die van hem")
    with pytest.raises(KeysNotReadable, match="custodian 2, not of 1"):
        read_custodian(folder, 1)


def test_a_stick_that_knows_no_owners_is_read(house: House) -> None:
    for path in house.places.offline.rglob("*.json"):
        path.chmod(0o755)
    folder = custodian_folder(house.places.offline, 3)
    assert unlock_custodian(read_custodian(folder, 3), WORDS) == custodian(3)[0]
    assert house.root.private_bytes_raw()


def test_the_root_key_asks_its_passphrase(house: House) -> None:
    with pytest.raises(WrongPassphrase):
        read_root(house.places.offline / "root", lambda: "andere woorden dan die van haar")
    with pytest.raises(KeysNotReadable, match="where is its medium"):
        read_root(house.places.offline, lambda: WORDS)


def test_a_replaced_custodian_opens_nothing_and_the_new_one_does(house: House) -> None:
    fresh = new_custodian(2, WORDS, LOWEST_COST)
    months = list(open_months(house.quorum, keys_of(1, 3), house.manifest))
    replace_custodian(house.places, house.root, months, fresh, "2026-11")
    with pytest.raises(CannotOpen):
        list(open_months(house.quorum, keys_of(1, 2), house.manifest))
    keys = {1: custodian(1)[0], 2: unlock_custodian(fresh, WORDS)}
    assert list(open_months(house.quorum, keys, house.manifest)) == months
    assert list(find_flaws(house.places, house.root_public_key)) == []
    assert house.manifest.number == 2


def test_another_root_key_cannot_replace_a_custodian(house: House, tmp_path: Path) -> None:
    before = files_in(house.places.instance)
    other = hold(tmp_path / "other", of="others")
    months = list(open_months(house.quorum, keys_of(1, 3), house.manifest))
    with pytest.raises(BadManifest):
        replace_custodian(house.places, other.root, months, custodian(2)[1], "2026-11")
    after = files_in(house.places.instance)
    assert {name: after[name] for name in before} == before


def test_months_of_three_custodians_are_read_back(house: House) -> None:
    assert [one.epoch for one in load_quorums(house.quorum)] == [202611, 202612, 202701]
    quorum_path(house.quorum, 202611).chmod(0o640)
    with pytest.raises(KeysNotReadable):
        load_quorums(house.quorum)
