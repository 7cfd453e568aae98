import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reporting.errors import BadManifest, CannotOpen, NoKeyForThisMonth
from reporting.vault.analists import screening_keys
from reporting.vault.changes import Change, change_all, finish_changes
from reporting.vault.envelope import Purpose
from reporting.vault.epochs import epoch_of
from reporting.vault.inspection import find_flaws, month_states
from reporting.vault.keyring import KeyFolder
from reporting.vault.live import LiveManifest
from reporting.vault.recovery import open_months
from reporting.vault.rotation import Wanted, rotate
from reporting.vault.sealing import seal
from reporting.vault.signing import load_signers
from tests.vault.people import ANA, House, analist, files_in, hold, keys_of

NOW = "2026-11"
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return hold(tmp_path / "house")


def test_new_months_open_for_the_worker_the_analist_and_two_custodians(house: House) -> None:
    folder = KeyFolder(house.places.keys)
    live = LiveManifest(house.places.manifest, house.root_public_key)
    with pytest.raises(NoKeyForThisMonth):
        live.recipients("2027-02")
    rotate(house.places, house.root, Wanted(NOW, 2))
    sealed = seal(b"new", live.recipients("2027-02"), purpose=Purpose.REPORT, epoch=202702)
    assert folder.open(sealed.blob, Purpose.REPORT, sealed.object_id) == b"new"
    ring = screening_keys(analist()[0], house.places.screening)
    assert ring.open(sealed.blob, Purpose.REPORT, sealed.object_id) == b"new"
    found = {one.epoch: one.worker for one in open_months(house.quorum, keys_of(1, 2), live.now())}
    assert sorted(found) == [202611, 202612, 202701, 202702, 202703]
    assert list(find_flaws(house.places, house.root_public_key)) == []


def test_what_was_there_stays_to_the_byte(house: House) -> None:
    before = files_in(house.places.instance)
    rotate(house.places, house.root, Wanted(NOW, 2))
    after = files_in(house.places.instance)
    assert {name for name in before if after.get(name) != before[name]} == {"manifest.json"}
    assert after["manifests/0001.json"] == before["manifest.json"]
    assert after["manifests/0002.json"] == after["manifest.json"]
    old, new = (json.loads(one["manifest.json"])["signed"] for one in (before, after))
    assert new["keys"][: len(old["keys"])] == old["keys"]


def test_a_new_year_gets_a_key_that_signs_strips(house: House) -> None:
    rotate(house.places, house.root, Wanted(NOW, 13))
    assert sorted(house.manifest.strip_keys) == [2026, 2027, 2028]
    assert sorted(load_signers(house.places.keys, house.manifest.strip_keys)) == [2026, 2027, 2028]


def test_months_to_come_can_be_replaced_and_begun_ones_cannot(house: House) -> None:
    before = house.manifest
    rotate(house.places, house.root, Wanted(NOW, 0, replace_from="2026-12"))
    assert house.manifest.entry(NOW) == before.entry(NOW)
    assert house.manifest.entry("2026-12") != before.entry("2026-12")
    assert list(find_flaws(house.places, house.root_public_key)) == []
    with pytest.raises(BadManifest):
        rotate(house.places, house.root, Wanted("2026-12", 0, replace_from="2026-12"))


def test_a_folder_of_keys_takes_up_a_replaced_month_and_forgets_a_destroyed_one(
    house: House,
) -> None:
    folder = KeyFolder(house.places.keys)

    def opens(month: str) -> bool:
        recipients = house.manifest.recipients(month)
        sealed = seal(b"x", recipients, purpose=Purpose.REPORT, epoch=epoch_of(month))
        try:
            return folder.open(sealed.blob, Purpose.REPORT, sealed.object_id) == b"x"
        except CannotOpen:
            return False

    assert opens("2026-12")
    rotate(house.places, house.root, Wanted(NOW, 0, replace_from="2026-12"))
    assert opens("2026-12")
    house.places.worker_key(202612).unlink()
    assert not opens("2026-12")


def test_another_root_key_rotates_nothing(house: House, tmp_path: Path) -> None:
    before = files_in(house.places.instance)
    with pytest.raises(BadManifest):
        rotate(house.places, hold(tmp_path / "other", of="others").root, Wanted(NOW, 2))
    assert files_in(house.places.instance) == before


def test_a_manifest_that_is_put_back_is_refused_by_who_saw_the_later_one(house: House) -> None:
    live = LiveManifest(house.places.manifest, house.root_public_key)
    old = house.places.manifest.read_bytes()
    live.now()
    rotate(house.places, house.root, Wanted(NOW, 2))
    live.recipients("2027-02")
    new = house.places.manifest.read_bytes()
    for bad in (old, b"{}", new.replace(b'"number": 2', b'"number": 3'), new[:-200]):
        house.places.manifest.write_bytes(bad)
        with pytest.raises(BadManifest):
            live.recipients(NOW)
    house.places.manifest.unlink()
    with pytest.raises(BadManifest):
        live.recipients(NOW)
    house.places.manifest.write_bytes(new)
    assert len(live.recipients(NOW)) == 2


def test_verify_names_what_is_wrong(house: House) -> None:
    rotate(house.places, house.root, Wanted(NOW, 1))
    places = house.places
    good = files_in(places.instance)

    def flaws_after(name: str, content: bytes | None) -> str:
        path = places.instance / name
        path.unlink() if content is None else path.write_bytes(content)
        found = " ".join(find_flaws(places, house.root_public_key))
        path.write_bytes(good[name])
        path.chmod(0o600)
        return found

    assert "first manifest" in flaws_after("manifests/0001.json", None)
    assert "not the newest" in flaws_after("manifest.json", good["manifests/0001.json"])
    assert "2026-12 is not the one" in flaws_after("keys/202612.key", good["keys/202611.key"])
    assert "2026-12 are not sealed" in flaws_after("quorum/202612.json", None)
    assert "damaged" in flaws_after("quorum/202612.json", b"{}")
    assert flaws_after("manifest.json", good["manifest.json"]) == ""


def test_status_tells_who_can_open_a_month(house: House) -> None:
    first, *_ = month_states(house.places, house.manifest)
    assert (first.month, first.worker, first.analists, first.custodians, first.destroyed) == (
        *(NOW, True, (ANA,), True, False),
    )
    house.places.screening.remove_analist(ANA)
    assert month_states(house.places, house.manifest)[0].analists == ()


DIE_AT = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv[3])
def counted(call):
    def stand_in(*args, **more):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return call(*args, **more)
    return stand_in
from reporting.vault.rotation import Wanted, rotate
from tests.vault.people import House, hold
from reporting.vault.places import places_in
house = House(places_in(Path(sys.argv[1])), sys.argv[2])
root = house.root
for name in ("replace", "link", "unlink", "rename", "mkdir", "rmdir"):
    setattr(os, name, counted(getattr(os, name)))
rotate(house.places, root, Wanted("2026-11", 1))
"""


@pytest.mark.slow
def test_a_rotation_that_is_killed_anywhere_is_whole_or_has_not_been(tmp_path: Path) -> None:
    seen, step = set(), 0
    while True:
        house = hold(tmp_path / str(step))
        before = files_in(house.places.instance)
        command = [sys.executable, "-c", DIE_AT, str(house.places.instance)]
        done = subprocess.run(
            [*command, house.root_public_key, str(step)], check=False, cwd=REPOSITORY
        )
        finish_changes(house.places.instance)
        after = files_in(house.places.instance)
        assert list(find_flaws(house.places, house.root_public_key)) == []
        assert not [name for name in after if "unfinished" in name or ".changes" in name]
        rotated = house.manifest.number == 2
        assert rotated or after == before
        assert (len(list(open_months(house.quorum, keys_of(1, 2), house.manifest)))) == 3 + rotated
        seen.add(rotated)
        if done.returncode != -signal.SIGKILL:
            break
        step += 4
    assert step > 20
    assert seen == {False, True}


def test_changes_that_were_settled_are_finished_and_others_dropped(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "er" / "file"
    change_all(tmp_path, [Change(target, b"one")])
    assert target.read_bytes() == b"one"
    assert finish_changes(tmp_path) is False
    (tmp_path / ".changes.unfinished").mkdir()
    (tmp_path / ".changes.unfinished" / "0").write_bytes(b"two")
    assert finish_changes(tmp_path) is False
    assert files_in(tmp_path) == {"deep/er/file": b"one"}
