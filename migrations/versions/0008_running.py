"""Meetings that are going on, turns, and cards that were stopped in a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_turns()
    op.create_table(
        "sitting",
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("deadline", sa.BigInteger),
        sa.Column("seconds_left", sa.Integer, nullable=False),
        sa.Column("speaker", sa.Integer, nullable=False),
        sa.Column("present", sa.Integer, nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", name="pk_sitting"),
        _of_meeting("sitting"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seat",
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("case_number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name="pk_seat"),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["sitting.meeting_id"],
            name="fk_seat_meeting_id_sitting",
            ondelete="CASCADE",
        ),
        _of_member("seat"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "card_stop",
        sa.Column("card_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("card_id", name="pk_card_stop"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_card_stop_meeting_id_meeting"
        ),
        sqlite_with_rowid=False,
    )


def _make_turns() -> None:
    op.create_table(
        "turn",
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "role", "member_id", name="pk_turn"),
        _of_meeting("turn"),
        _of_member("turn"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turn_place",
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("credit", sa.Integer, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "role", name="pk_turn_place"),
        _of_member("turn_place"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turn_swap",
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("member_id", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", name="pk_turn_swap"),
        _of_meeting("turn_swap"),
        _of_member("turn_swap"),
        sa.CheckConstraint(
            "reason IN ('urgent', 'traded', 'no_case')", name=op.f("ck_turn_swap_reason_is_known")
        ),
        sqlite_with_rowid=False,
    )


def _of_meeting(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["meeting_id"], ["meeting.id"], name=f"fk_{table}_meeting_id_meeting", ondelete="CASCADE"
    )


def _of_member(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["member_id"],
        ["group_member.id"],
        name=f"fk_{table}_member_id_group_member",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    """Remove the tables, those that refer to others first."""
    for name in ("seat", "sitting", "turn_swap", "turn_place", "turn", "card_stop"):
        op.drop_table(name)
