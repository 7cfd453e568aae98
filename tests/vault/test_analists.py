import json
from base64 import b64encode
from pathlib import Path

import pytest

from reporting.errors import (
    AlreadyHeld,
    CannotOpen,
    KeysNotReadable,
    NotAName,
    PassphraseTooShort,
    UnknownAnalist,
    WrongPassphrase,
)
from reporting.vault.analists import (
    AnalistKey,
    change_passphrase,
    new_analist,
    screening_keys,
    unlock_analist,
)
from reporting.vault.ceremony import hold_ceremony
from reporting.vault.envelope import Envelope, Purpose, Role
from reporting.vault.epochs import Manifest, epoch_of, load_manifest
from reporting.vault.keyring import load_epoch_keys
from reporting.vault.passphrases import LOWEST_COST, WrappedSecret, read_wrapped
from reporting.vault.screening_files import ScreeningFolder, grant
from reporting.vault.sealing import Recipient, seal

ANA, BO = "ana@demo.example", "bo@demo.example"
WORDS = "vijf woorden zijn genoeg hier"


def analist(name: str = ANA) -> tuple[AnalistKey, WrappedSecret]:
    return new_analist(name, WORDS, LOWEST_COST)


class Installation:
    """A ceremony for two months with one analist who may screen them."""

    def __init__(self, folder: Path) -> None:
        self.key, self.wrapped = analist()
        self.root = hold_ceremony(folder, "2026-11", 2, [self.wrapped]).root_public_key
        self.path = folder
        self.screening = ScreeningFolder(folder / "screening")

    @property
    def manifest(self) -> Manifest:
        return load_manifest(self.path / "manifest.json", self.root)

    def sealed(self, month: str = "2026-11", purpose: Purpose = Purpose.REPORT) -> Envelope:
        recipients = self.manifest.recipients(month)
        return seal(b"what happened", recipients, purpose=purpose, epoch=epoch_of(month))

    def opens(self, key: AnalistKey, envelope: Envelope, purpose: Purpose = Purpose.REPORT) -> bool:
        ring = screening_keys(key, self.screening)
        try:
            return ring.open(envelope.blob, purpose, envelope.object_id) == b"what happened"
        except CannotOpen:
            return False


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def test_a_report_opens_for_the_worker_and_for_an_analist(place: Installation) -> None:
    for month in ("2026-11", "2026-12"):
        envelope = place.sealed(month)
        assert place.opens(unlock_analist(place.screening.analist(ANA), WORDS), envelope)
        ring = load_epoch_keys(place.path / "keys")
        assert ring.open(envelope.blob, Purpose.REPORT, envelope.object_id) == b"what happened"


def test_somebody_with_a_key_of_their_own_making_opens_nothing(place: Installation) -> None:
    assert not place.opens(analist(BO)[0], place.sealed())


def test_a_grant_copied_to_another_name_or_month_opens_nothing(place: Installation) -> None:
    bo, wrapped = analist(BO)
    [file] = (place.path / "screening" / "202611").iterdir()
    copy = file.with_name(f"{bo.public.key_id.hex()}.json")
    copy.write_bytes(file.read_bytes())
    copy.chmod(0o600)
    place.screening.add_analist(wrapped, ())
    assert not place.opens(bo, place.sealed())
    other_month = place.path / "screening" / "202612" / file.name
    other_month.write_bytes(file.read_bytes())
    assert not place.opens(place.key, place.sealed("2026-12"))
    assert place.opens(place.key, place.sealed("2026-11"))


def test_screening_does_not_open_what_is_for_the_worker_or_a_reporter(place: Installation) -> None:
    entry = place.manifest.entry("2026-11")
    assert entry.screening is not None
    for_reporter = place.sealed(purpose=Purpose.TO_REPORTER)
    assert not place.opens(place.key, for_reporter, Purpose.TO_REPORTER)
    for_worker = seal(
        b"what happened",
        [Recipient(Role.WORKER, entry.worker)],
        purpose=Purpose.STATE,
        epoch=202611,
    )
    assert not place.opens(place.key, for_worker, Purpose.STATE)


def test_a_new_analist_opens_the_months_that_were_granted(place: Installation) -> None:
    bo, wrapped = analist(BO)
    seed = screening_keys(place.key, place.screening).keys[202612].seed
    place.screening.add_analist(wrapped, [grant(seed, 202612, bo.public)])
    assert place.opens(bo, place.sealed("2026-12"))
    assert not place.opens(bo, place.sealed("2026-11"))


def test_a_removed_analist_leaves_no_file_and_opens_nothing(place: Installation) -> None:
    place.screening.remove_analist(ANA)
    assert [path for path in place.screening.path.rglob("*") if path.is_file()] == []
    assert not place.opens(place.key, place.sealed())
    with pytest.raises(UnknownAnalist):
        place.screening.remove_analist(ANA)


def test_a_destroyed_month_stays_shut_for_analists_and_the_others_open(place: Installation) -> None:
    place.screening.destroy(202611)
    place.screening.destroy(202611)
    assert not place.opens(place.key, place.sealed("2026-11"))
    assert place.opens(place.key, place.sealed("2026-12"))
    assert place.screening.epochs() == (202612,)


def test_a_damaged_month_hides_no_other(place: Installation) -> None:
    [file] = (place.path / "screening" / "202611").iterdir()
    file.write_bytes(b"{}")
    assert not place.opens(place.key, place.sealed("2026-11"))
    assert place.opens(place.key, place.sealed("2026-12"))


def test_two_analists_have_two_names(place: Installation) -> None:
    with pytest.raises(AlreadyHeld):
        place.screening.add_analist(analist()[1], ())
    assert place.screening.analist(ANA) == place.wrapped


@pytest.mark.parametrize("name", ["", "../ana", "Ana", ".ana", "a/b", "ana\n", "a" * 101])
def test_a_name_cannot_lead_out_of_the_folder(place: Installation, name: str) -> None:
    with pytest.raises(NotAName):
        place.screening.analist(name)


def test_only_the_passphrase_unlocks(place: Installation) -> None:
    assert unlock_analist(place.wrapped, f" {WORDS}\n") == place.key
    for guess in ("", WORDS.upper(), f"{WORDS}."):
        with pytest.raises(WrongPassphrase):
            unlock_analist(place.wrapped, guess)


def test_a_passphrase_is_one_however_its_letters_are_typed() -> None:
    key, wrapped = new_analist(ANA, "vi\u0301jf geu\u0308ite woorden", LOWEST_COST)
    assert unlock_analist(wrapped, "v\u00edjf ge\u00fcite woorden") == key


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(PassphraseTooShort):
        new_analist(ANA, "  veertien teken  ", LOWEST_COST)


def test_another_passphrase_keeps_the_key(place: Installation) -> None:
    fresh = change_passphrase(place.wrapped, WORDS, "andere woorden doen het ook", LOWEST_COST)
    place.screening.replace_analist(fresh)
    kept = place.screening.analist(ANA)
    assert unlock_analist(kept, "andere woorden doen het ook") == place.key
    with pytest.raises(WrongPassphrase):
        unlock_analist(kept, WORDS)
    with pytest.raises(WrongPassphrase):
        change_passphrase(kept, WORDS, "nog weer andere woorden", LOWEST_COST)


def test_a_wrapped_key_is_read_as_it_was_written(place: Installation) -> None:
    assert read_wrapped(place.wrapped.pack(), "analist") == place.wrapped
    assert "sealed" not in repr(place.wrapped)


def changed(wrapped: WrappedSecret, **fields: object) -> bytes:
    return json.dumps(json.loads(wrapped.pack()) | fields).encode()


def some_bytes(count: int) -> str:
    return b64encode(b"x" * count).decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": BO},
        {"salt": some_bytes(16)},
        {"nonce": some_bytes(12)},
        {"passes": 2},
        {"memory_kib": 20_000},
        {"public_key": some_bytes(1216)},
        {"sealed": some_bytes(112)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_wrapped_key_that_was_changed_does_not_unlock(
    place: Installation, fields: dict[str, object]
) -> None:
    with pytest.raises(WrongPassphrase):
        unlock_analist(read_wrapped(changed(place.wrapped, **fields), "analist"), WORDS)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        *(
            changed(analist()[1], **fields)
            for fields in (
                {"version": 2},
                {"kind": "custodian"},
                {"kdf": "scrypt"},
                {"memory_kib": 8},
                {"memory_kib": 2**31},
                {"passes": 1_000_000},
                {"salt": "AAAA"},
                {"sealed": "no base64!"},
                {"passes": "1"},
            )
        ),
    ],
)
def test_what_is_no_wrapped_key_is_refused_before_any_work(content: bytes) -> None:
    with pytest.raises(KeysNotReadable):
        read_wrapped(content, "analist")


def test_files_that_others_may_read_are_refused(place: Installation) -> None:
    path = place.path / "screening" / "analists" / f"{ANA}.json"
    path.chmod(0o640)
    with pytest.raises(KeysNotReadable):
        place.screening.analist(ANA)
