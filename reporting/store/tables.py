"""Every table of ours. What is not an envelope here must be publishable: see clear_columns.py.

Tables of reporters have no time, no counter and no physical row order of their own.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("envelope", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

report = Table(
    "report",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

report_vectors = Table(
    "report_vectors",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

answer = Table(
    "answer",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

screening_order = Table(
    "screening_order",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("envelope", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

thread = Table(
    "thread",
    metadata,
    Column("lookup", LargeBinary(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("envelope", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

import_mark = Table(
    "import_mark",
    metadata,
    Column("mark", LargeBinary(16), primary_key=True),
    sqlite_with_rowid=False,
)

mailbag_round = Table(
    "mailbag_round",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("week", Integer, nullable=False),
    sqlite_with_rowid=False,
)

sealed_state = Table(
    "sealed_state",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("envelope", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

destroyed_epoch = Table(
    "destroyed_epoch",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

release = Table(
    "release",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("month", String(7), nullable=False),
    Column("document", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    sqlite_with_rowid=False,
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("owner", String(128), nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    CheckConstraint("token > 0", name="token_counts_from_one"),
    sqlite_with_rowid=False,
)

job_run = Table(
    "job_run",
    metadata,
    Column("job", String(64), primary_key=True),
    Column("due_at", BigInteger, primary_key=True, autoincrement=False),
    Column("started_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger),
    Column("outcome", String(200)),
    Column("counts", Text),
    sqlite_with_rowid=False,
)

job_request = Table(
    "job_request",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("job", String(64), nullable=False, unique=True),
    sqlite_with_rowid=False,
)
