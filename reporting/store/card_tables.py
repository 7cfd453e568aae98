"""The table of what people made of draft cards."""

from sqlalchemy import CheckConstraint, Column, Integer, String, Table, Text

from reporting.store.tables import metadata

# Who wrote and who read are no foreign keys: that two people did outlives their accounts.
card_version = Table(
    "card_version",
    metadata,
    Column("card_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("card", Text, nullable=False),
    Column("month", String(7), nullable=False),
    Column("author", String(32), nullable=False),
    Column("author_role", String(80), nullable=False),
    Column("sources_until", String(7), nullable=False),
    Column("first_reader", String(32)),
    Column("first_role", String(80)),
    Column("second_reader", String(32)),
    Column("second_role", String(80)),
    Column("read_in", String(7), nullable=False),
    Column("ready_from", String(7), nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint(
        "state IN ('edited', 'submitted', 'returned', 'approved', 'replaced', 'withdrawn')",
        name="state_is_known",
    ),
    sqlite_with_rowid=False,
)
