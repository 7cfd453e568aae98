"""The tables of reports, threads, releases and jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "inbox",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "thread",
        sa.Column("lookup", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("lookup", "number", name="pk_thread"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_mark",
        sa.Column("mark", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_import_mark"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mailbag_round",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("week", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mailbag_round"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_state",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sealed_state"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_release"),
        sa.UniqueConstraint("previous_hash", name="uq_release_previous_hash"),
        sa.UniqueConstraint("hash", name="uq_release_hash"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(128), nullable=False),
        sa.Column("token", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
        sa.CheckConstraint("token > 0", name=op.f("ck_lease_token_counts_from_one")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job_run",
        sa.Column("job", sa.String(64), nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("outcome", sa.String(200)),
        sa.Column("counts", sa.Text),
        sa.PrimaryKeyConstraint("job", "due_at", name="pk_job_run"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job_request",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("job", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job_request"),
        sa.UniqueConstraint("job", name="uq_job_request_job"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove the tables, newest first."""
    for name in (
        "job_request",
        "job_run",
        "lease",
        "release",
        "sealed_state",
        "mailbag_round",
        "import_mark",
        "thread",
        "report",
        "inbox",
    ):
        op.drop_table(name)
