import shutil
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest

from reporting.errors import AlreadyHeld, CannotOpen, KeysNotReadable
from reporting.vault.analists import new_analist
from reporting.vault.ceremony import hold_ceremony
from reporting.vault.envelope import Purpose, Role
from reporting.vault.epochs import epoch_of
from reporting.vault.keyring import load_epoch_keys
from reporting.vault.passphrases import LOWEST_COST
from reporting.vault.sealing import Recipient, seal
from tests.conftest import Site


def modes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): oct(path.stat().st_mode & 0o777)
        for path in sorted(folder.rglob("*"))
    }


def test_secrets_are_for_their_owner_only(tmp_path: Path) -> None:
    analist, wrapped = new_analist("ana@demo.example", "five words will do here", LOWEST_COST)
    hold_ceremony(tmp_path, "2026-12", 2, [wrapped])
    key_id = analist.public.key_id.hex()
    assert modes(tmp_path) == {
        "keys": "0o700",
        "keys/202612.key": "0o600",
        "keys/202701.key": "0o600",
        "keys/strip-2026.key": "0o600",
        "keys/strip-2027.key": "0o600",
        "keys/record_signing": "0o600",
        "manifest.json": "0o644",
        "manifests": "0o700",
        "manifests/0001.json": "0o644",
        "offline": "0o700",
        "offline/root": "0o700",
        "offline/root/README.txt": "0o600",
        "offline/root/root_private_key": "0o600",
        "receipt_secrets.json": "0o600",
        "root_public_key.txt": "0o644",
        "screening": "0o700",
        "screening/202612": "0o700",
        f"screening/202612/{key_id}.json": "0o600",
        "screening/202701": "0o700",
        f"screening/202701/{key_id}.json": "0o600",
        "screening/analists": "0o700",
        "screening/analists/ana@demo.example.json": "0o600",
    }


def test_a_second_ceremony_changes_nothing(tmp_path: Path) -> None:
    hold_ceremony(tmp_path, "2026-11", 1)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(AlreadyHeld):
        hold_ceremony(tmp_path, "2026-11", 1)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_the_root_key_is_in_the_offline_folder_only(site: Site) -> None:
    root = (site.instance / "offline" / "root" / "root_private_key").read_bytes()
    elsewhere = [
        path for path in site.instance.rglob("*") if path.is_file() and path.parent.name != "root"
    ]
    assert elsewhere
    for path in elsewhere:
        assert root not in path.read_bytes()
        assert b64decode(root) not in path.read_bytes()


def test_the_key_of_a_month_opens_what_the_manifest_sealed(site: Site) -> None:
    for month in site.manifest.months:
        sealed = seal(
            month.encode(),
            [Recipient(Role.WORKER, site.manifest.key_for(month))],
            purpose=Purpose.STATE,
            epoch=epoch_of(month),
        )
        assert site.ring.open(sealed.blob, Purpose.STATE, sealed.object_id) == month.encode()


def test_a_destroyed_month_stays_shut(site: Site, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    shutil.copytree(site.instance / "keys", keys)
    (keys / "202611.key").unlink()
    sealed = seal(
        b"gone",
        [Recipient(Role.WORKER, site.manifest.key_for("2026-11"))],
        purpose=Purpose.REPORT,
        epoch=202611,
    )
    with pytest.raises(CannotOpen):
        load_epoch_keys(keys).open(sealed.blob, Purpose.REPORT, sealed.object_id)


@pytest.mark.parametrize("flaw", ["absent", "empty", "readable by others", "cut", "misnamed"])
def test_keys_that_cannot_be_trusted_are_refused(site: Site, tmp_path: Path, flaw: str) -> None:
    keys = tmp_path / "keys"
    if flaw != "absent":
        keys.mkdir()
    if flaw not in {"absent", "empty"}:
        path = keys / ("november.key" if flaw == "misnamed" else "202611.key")
        path.write_bytes(b"k" * (95 if flaw == "cut" else 96))
        path.chmod(0o640 if flaw == "readable by others" else 0o600)
    with pytest.raises(KeysNotReadable):
        load_epoch_keys(keys)


def test_the_public_side_never_loads_what_opens_reports() -> None:
    check = (
        "import sys, reporting.intake, reporting.followup, reporting.store.intake;"
        "assert not {'reporting.vault.opening', 'reporting.vault.keyring', 'pandas', 'flask'}"
        " & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True, cwd=Path(__file__).parents[2])
