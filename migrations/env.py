"""Runs the migrations inside the transaction that `upgrade_database` hands in."""

from alembic import context

from reporting.store.staff_tables import metadata  # that of tables.py, with the tables of staff

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
