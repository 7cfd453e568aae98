"""Runs the migrations inside the transaction that `upgrade_database` hands in."""

from alembic import context

from reporting.store import card_tables, staff_tables  # noqa: F401 - each adds its tables
from reporting.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
