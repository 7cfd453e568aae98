"""Whether a PostgreSQL server keeps silent about what it is asked; SQLite has no log."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Engine

from reporting.store.engine import reading

QUIET: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "log_statement": frozenset({"none"}),
        "log_min_duration_statement": frozenset({"-1"}),
        "log_min_error_statement": frozenset({"panic"}),
        "log_parameter_max_length": frozenset({"0"}),
        "log_parameter_max_length_on_error": frozenset({"0"}),
        "log_connections": frozenset({"off", ""}),
        "log_disconnections": frozenset({"off"}),
        "track_activities": frozenset({"off"}),
        "track_commit_timestamp": frozenset({"off"}),
        "archive_mode": frozenset({"off"}),
    }
)
"""Settings, and the values with which nothing of a visit is written or can be watched."""


def talkative(engine: Engine) -> tuple[str, ...]:
    """The settings with which the server writes down too much; none for SQLite.

    Raises:
        StoreUnavailable: the server cannot be asked.
    """
    if engine.dialect.name != "postgresql":
        return ()
    with reading(engine) as connection:
        found = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in QUIET}
    return tuple(name for name, value in found.items() if value not in QUIET[name])
