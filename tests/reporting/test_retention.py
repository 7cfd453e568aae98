import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from reporting.errors import BadRecord, CannotOpen, KeysNotReadable, StillKept, TooManyAtOnce
from reporting.intake import IntakeDesk, submit_report
from reporting.mailbag import MailbagDesk, collect_mailbag
from reporting.receipts import ReceiptCode, derive_receipt, issue_receipt_code, read_receipt_secrets
from reporting.retention import RetentionDesk, destroy_months, keep_retention
from reporting.store.clear_columns import SEALED
from reporting.store.destroyed import SqlDestructionStore
from reporting.store.intake import SqlIntakeStore
from reporting.store.reports import SqlReportStore
from reporting.store.states import SqlStateStore, state_id
from reporting.store.tables import destroyed_epoch, metadata, thread
from reporting.vault.analists import screening_keys
from reporting.vault.destruction import (
    check_destroyable,
    load_records,
    present_epochs,
    read_record,
)
from reporting.vault.envelope import Purpose, Role
from reporting.vault.epochs import epoch_of
from reporting.vault.inspection import find_flaws, month_states
from reporting.vault.keeping import expired
from reporting.vault.keyring import KeyFolder
from reporting.vault.quorum import load_quorums
from reporting.vault.sealing import Recipient, seal
from tests.reporting.samples import report
from tests.vault.people import analist, hold

OLD, YOUNG = "2025-10", "2025-11"
IN_NOVEMBER, IN_DECEMBER = date(2026, 11, 30), date(2026, 12, 1)


class Office:
    """An installation with one old report and one that is a month younger, both collected."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.house = hold(folder / "house", OLD, 15)
        self.engine = engine
        self.reports = SqlReportStore(engine)
        self.store = SqlDestructionStore(engine)
        self.secrets = read_receipt_secrets(self.house.places.instance / "receipt_secrets.json")
        self.codes = {month: self.send(month) for month in (OLD, YOUNG)}
        open_ = KeyFolder(self.house.places.keys).open
        desk = MailbagDesk(self.reports, open_, self.house.manifest)
        collect_mailbag(desk, force=True, today=IN_NOVEMBER)

    def send(self, month: str) -> ReceiptCode:
        code = issue_receipt_code()
        desk = IntakeDesk(SqlIntakeStore(self.engine), self.house.manifest, self.secrets)
        submit_report(report(), code, desk, month)
        return code

    @property
    def desk(self) -> RetentionDesk:
        return RetentionDesk(self.house.places, self.house.manifest, self.store)

    def epochs_of_rows(self) -> list[int]:
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT epoch FROM report").scalars()
            return sorted(found)

    def has_thread(self, month: str) -> bool:
        keys = derive_receipt(self.codes[month], self.secrets)
        return bool(SqlIntakeStore(self.engine).thread_rows(keys.lookup))


MakeOffice = Callable[[], Office]


@pytest.fixture
def office(tmp_path: Path, engine: Engine) -> Office:
    return Office(tmp_path, engine)


@pytest.fixture
def small(tmp_path: Path, sqlite_engine: Engine) -> Office:
    return Office(tmp_path, sqlite_engine)


def test_a_month_is_kept_for_thirteen_whole_months_and_then_gone(office: Office) -> None:
    assert keep_retention(office.desk, IN_NOVEMBER).epochs == ()
    assert office.epochs_of_rows() == [202510, 202511]
    done = keep_retention(office.desk, IN_DECEMBER)
    assert (done.epochs, done.rows) == ((202510,), 2)
    assert office.epochs_of_rows() == [202511]
    assert (office.has_thread(OLD), office.has_thread(YOUNG)) == (False, True)
    assert 202510 not in present_epochs(office.house.places)
    assert keep_retention(office.desk, IN_DECEMBER).epochs == ()


def test_nobody_opens_a_destroyed_month_not_even_from_a_copy_of_the_database(
    small: Office,
) -> None:
    places, [copy] = small.house.places, list(small.reports.envelopes({202510}))
    keep_retention(small.desk, IN_DECEMBER)
    ring = screening_keys(analist()[0], places.screening)
    for open_ in (KeyFolder(places.keys).open, ring.open):
        with pytest.raises(CannotOpen):
            open_(copy.envelope, Purpose.REPORT, copy.id)
    assert 202510 not in {one.epoch for one in load_quorums(places.quorum)}


def test_no_file_of_the_installation_holds_the_key_or_the_report_any_more(small: Office) -> None:
    [row] = list(small.reports.envelopes({202510}))
    seed = small.house.places.worker_key(202510).read_bytes()
    keep_retention(small.desk, IN_DECEMBER)
    folder = small.house.places.instance.parent
    for path in (path for path in folder.rglob("*") if path.is_file()):
        assert seed not in path.read_bytes(), path
        assert row.envelope[60:1000] not in path.read_bytes(), path


def test_the_record_is_signed_and_says_the_month_and_the_day(office: Office) -> None:
    keep_retention(office.desk, IN_DECEMBER)
    [record] = load_records(office.house.places, office.house.manifest.record_keys)
    assert (record.epoch, record.destroyed_on) == (202510, "2026-12-01")
    assert office.store.records() == {202510: record.pack().decode()}
    states = month_states(office.house.places, office.house.manifest)
    assert [state.month for state in states if state.destroyed] == [OLD]
    assert list(find_flaws(office.house.places, office.house.root_public_key)) == []


@pytest.mark.parametrize("field", ["epoch", "destroyed_on", "signature", "version"])
def test_a_record_that_was_changed_counts_for_nothing(small: Office, field: str) -> None:
    keep_retention(small.desk, IN_DECEMBER)
    keys = small.house.manifest.record_keys
    [text] = small.store.records().values()
    others = {"epoch": 202511, "destroyed_on": "2026-12-02", "signature": "AAAA", "version": 2}
    changed = json.dumps(json.loads(text) | {field: others[field]})
    with pytest.raises(BadRecord):
        read_record(changed.encode(), keys)
    with pytest.raises(BadRecord):
        read_record(text.encode(), [b"k" * 32])


def test_a_forged_record_in_the_database_destroys_nothing(small: Office) -> None:
    forged = {"version": 1, "epoch": 202511, "destroyed_on": "2026-11-01", "signature": "AAAA"}
    with small.engine.begin() as connection:
        values = {"epoch": 202511, "record": json.dumps(forged)}
        connection.execute(insert(destroyed_epoch).values(values))
    assert keep_retention(small.desk, IN_NOVEMBER).epochs == ()
    assert small.epochs_of_rows() == [202510, 202511]


def test_what_a_backup_brings_back_goes_again(small: Office) -> None:
    places = small.house.places
    key = places.worker_key(202510).read_bytes()
    rows = list(small.reports.envelopes({202510}))
    keep_retention(small.desk, IN_DECEMBER)
    places.worker_key(202510).write_bytes(key)
    assert rows
    assert keep_retention(small.desk, IN_DECEMBER).epochs == (202510,)
    assert not places.worker_key(202510).exists()


def test_a_record_without_its_rows_gone_is_finished_by_the_next_run(small: Office) -> None:
    keep_retention(small.desk, IN_DECEMBER)
    with small.engine.begin() as connection:
        connection.execute(destroyed_epoch.delete())
    small.codes["again"] = small.send(OLD)
    assert keep_retention(small.desk, IN_DECEMBER).rows == 2
    assert not small.has_thread("again")


def test_without_the_key_that_signs_records_nothing_is_destroyed(small: Office) -> None:
    small.house.places.record_key.unlink()
    with pytest.raises(KeysNotReadable):
        keep_retention(small.desk, IN_DECEMBER)
    assert small.epochs_of_rows() == [202510, 202511]
    assert small.house.places.worker_key(202510).exists()


def test_what_the_analysis_remembers_of_that_month_goes_too(office: Office) -> None:
    recipient = Recipient(Role.WORKER, office.house.manifest.key_for(OLD))
    states = SqlStateStore(office.engine)
    for name, month in (("old", OLD), ("new", YOUNG)):
        epoch, row = epoch_of(month), state_id(name)
        states.put(name, seal(b"x", [recipient], purpose=Purpose.STATE, epoch=epoch, object_id=row))
    keep_retention(office.desk, IN_DECEMBER)
    assert states.get("old") is None
    assert states.get("new") is not None


def test_no_table_that_holds_envelopes_is_forgotten(office: Office) -> None:
    recipient = Recipient(Role.WORKER, office.house.manifest.key_for(OLD))
    blob = seal(b"x", [recipient], purpose=Purpose.STATE, epoch=epoch_of(OLD)).blob
    keyed = [name.split(".") for name in SEALED if not name.startswith(("thread", "sealed_state"))]
    with office.engine.begin() as connection:
        for table, column in keyed:
            row = {"id": b"i" * 16, "epoch": epoch_of(OLD), column: blob}
            known = metadata.tables[table]
            fitting = {name: value for name, value in row.items() if name in known.c}
            connection.execute(insert(known).values(fitting))
    keep_retention(office.desk, IN_DECEMBER)
    with office.engine.connect() as connection:
        for table, _ in keyed:
            wanted = select(metadata.tables[table]).where(metadata.tables[table].c.id == b"i" * 16)
            assert connection.execute(wanted).all() == [], table


def test_later_messages_go_with_their_thread(office: Office) -> None:
    with office.engine.begin() as connection:
        rows = connection.execute(select(thread)).mappings().all()
        connection.execute(insert(thread), [{**row, "number": 1} for row in rows])
    keep_retention(office.desk, IN_DECEMBER)
    with office.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM thread").scalar_one() == 2


def test_months_within_the_retention_are_destroyed_only_when_that_is_said(small: Office) -> None:
    with pytest.raises(StillKept, match="--within-retention"):
        check_destroyable([202510], "2026-11", within_retention=False)
    check_destroyable([202510], "2026-12", within_retention=False)
    check_destroyable([202610], "2026-11", within_retention=True)
    with pytest.raises(StillKept, match="has not ended"):
        check_destroyable([202611], "2026-11", within_retention=True)
    assert destroy_months(small.desk, (202511,), IN_NOVEMBER).rows == 2
    assert small.epochs_of_rows() == [202510]


def test_a_clock_that_was_set_far_ahead_destroys_nothing(small: Office) -> None:
    with pytest.raises(TooManyAtOnce):
        keep_retention(small.desk, date(2027, 2, 1))
    assert small.epochs_of_rows() == [202510, 202511]
    assert keep_retention(small.desk, date(2027, 1, 1)).epochs == (202510, 202511)


def test_thirteen_months_are_counted_over_the_turn_of_the_year() -> None:
    epochs = (202511, 202512, 202601)
    assert expired(epochs, "2027-01") == (202511,)
    assert expired(epochs, "2026-12") == ()
