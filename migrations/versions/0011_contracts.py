"""Contracts, trainings of facilitators, who is absent, and what an invitation needs to know."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MEETING_COLUMNS = (
    ("minutes", sa.Integer(), "120"),
    ("sequence", sa.Integer(), "0"),
    ("series_id", sa.String(32), ""),
)
TABLES = ("guide_training", "contract_signature", "group_contract", "meeting_absence")


def upgrade() -> None:
    """Make the tables, and give each meeting its length and its place in a series."""
    for name, kind, usual in MEETING_COLUMNS:
        column = sa.Column(name, kind, nullable=False, server_default=usual)
        op.add_column("meeting", column)
    op.create_table(
        "meeting_absence",
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name="pk_meeting_absence"),
        _goes_with("meeting_absence", "meeting_id", "meeting"),
        _goes_with("meeting_absence", "member_id", "group_member"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "guide_training",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("given_on", sa.String(10), nullable=False),
        sa.Column("valid_until", sa.String(10), nullable=False),
        sa.Column("recorded_by", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guide_training"),
        _goes_with("guide_training", "user_id", "staff_user"),
        sqlite_with_rowid=False,
    )
    _make_contracts()


def _make_contracts() -> None:
    op.create_table(
        "group_contract",
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("texts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("group_id", "version", name="pk_group_contract"),
        _goes_with("group_contract", "group_id", "intervisie_group"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contract_signature",
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("signer", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("signed_on", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "version", "signer", name="pk_contract_signature"),
        sa.ForeignKeyConstraint(
            ["group_id", "version"],
            ["group_contract.group_id", "group_contract.version"],
            name="fk_contract_signature_group_id_group_contract",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )


def _goes_with(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    """Remove them."""
    for name in TABLES:
        op.drop_table(name)
    for name, _kind, _usual in MEETING_COLUMNS:
        op.drop_column("meeting", name)
