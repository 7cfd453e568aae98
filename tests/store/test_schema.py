from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import DateTime, Engine, inspect, text

from reporting.errors import StoreUnavailable
from reporting.store import (
    card_tables,
    harvest_tables,
    running_tables,
    staff_tables,
    tables,
)
from reporting.store.clear_columns import CLEAR, SEALED
from reporting.store.engine import is_up_to_date, make_engine, upgrade_database, writing

OURS = (
    tables.inbox,
    tables.report,
    tables.report_vectors,
    tables.thread,
    tables.answer,
    tables.screening_order,
    tables.import_mark,
    tables.mailbag_round,
    tables.sealed_state,
    tables.destroyed_epoch,
    tables.release,
    tables.lease,
    tables.job_run,
    tables.job_request,
    staff_tables.staff_user,
    staff_tables.staff_role,
    staff_tables.staff_user_role,
    staff_tables.intervisie_group,
    staff_tables.group_member,
    staff_tables.card_pick,
    card_tables.card_version,
    staff_tables.meeting,
    staff_tables.meeting_absence,
    staff_tables.group_contract,
    staff_tables.contract_signature,
    staff_tables.guide_training,
    staff_tables.staff_action,
    running_tables.turn,
    running_tables.turn_place,
    running_tables.turn_swap,
    running_tables.sitting,
    running_tables.seat,
    running_tables.card_stop,
    harvest_tables.meeting_yield,
    harvest_tables.evaluation,
    harvest_tables.lesson,
    harvest_tables.action,
    harvest_tables.bulletin_draft,
    harvest_tables.bulletin,
    harvest_tables.bulletin_print,
    staff_tables.theme_wish,
)
COLUMNS = [f"{table.name}.{column.name}" for table in OURS for column in table.columns]
OF_REPORTERS = {
    "report_vectors",
    *("inbox", "report", "answer", "thread", "import_mark", "sealed_state", "screening_order"),
}


def test_every_column_is_sealed_or_clear_for_a_reason() -> None:
    assert [name for name in COLUMNS if name not in SEALED and not CLEAR.get(name)] == []
    assert set(CLEAR) & SEALED == set()


def test_the_lists_name_no_column_that_is_gone() -> None:
    assert sorted((set(CLEAR) | SEALED) - set(COLUMNS)) == []


def test_no_table_of_reporters_has_a_time_or_a_counter() -> None:
    for table in OURS:
        if table.name in OF_REPORTERS:
            assert not any(isinstance(column.type, DateTime) for column in table.columns)
            assert table.autoincrement_column is None
            assert {column.server_default for column in table.columns} == {None}


def test_no_sqlite_table_keeps_a_row_number(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        statements = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        ).all()
    ours = {table.name for table in OURS}
    found = {name: sql for name, sql in statements if name in ours}
    assert set(found) == ours
    assert [name for name, sql in found.items() if "WITHOUT ROWID" not in sql] == []
    assert [name for name, sql in statements if "AUTOINCREMENT" in sql] == []


def test_the_migrations_build_the_tables_of_the_code(engine: Engine) -> None:
    ours = {table.name for table in OURS}

    def is_ours(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or name in ours

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": is_ours, "compare_type": True}
        )
        found = compare_metadata(context, tables.metadata)
    differences = [each for each in found if _table_of(each) in ours]
    assert differences == []


def _table_of(difference: object) -> str:
    parts = difference[0] if isinstance(difference, list) else difference
    assert isinstance(parts, tuple)
    table = next((each for each in parts[1:] if hasattr(each, "name")), None)
    owner = getattr(table, "table", table)
    return str(getattr(owner, "name", parts[2]))


def test_upgrading_twice_is_upgrading_once(engine: Engine) -> None:
    before = inspect(engine).get_table_names()
    upgrade_database(engine)
    assert inspect(engine).get_table_names() == before


def test_an_empty_database_is_not_up_to_date(engine: Engine, tmp_path: Path) -> None:
    empty = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    assert not is_up_to_date(empty)
    empty.dispose()
    assert is_up_to_date(engine)


def test_a_database_of_newer_code_is_left_alone(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match="newer"):
        upgrade_database(sqlite_engine)
