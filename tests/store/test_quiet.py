import pytest
from sqlalchemy import Engine

from reporting.store.quiet import QUIET, talkative


def test_sqlite_has_nothing_to_tell(sqlite_engine: Engine) -> None:
    assert talkative(sqlite_engine) == ()


@pytest.mark.postgres
def test_a_server_as_it_comes_is_told_what_to_change(postgresql_engine: Engine) -> None:
    assert {"log_parameter_max_length", "track_activities"} <= set(talkative(postgresql_engine))


@pytest.mark.postgres
def test_a_server_that_was_told_is_quiet(postgresql_engine: Engine) -> None:
    """Those that a session may set; the others are as they should be from the start."""
    loud = talkative(postgresql_engine)
    with postgresql_engine.connect() as connection:
        for name in loud:
            connection.exec_driver_sql(f"SET {name} = '{min(QUIET[name])}'")
        found = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in QUIET}
    assert [name for name, value in found.items() if value not in QUIET[name]] == []
