"""What came of meetings: yields, lessons, actions, and the bulletins made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_yields()
    _make_lessons_and_actions()
    _make_bulletins()


def _make_yields() -> None:
    op.create_table(
        "meeting_yield",
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("present", sa.Integer, nullable=False),
        sa.Column("later_asked", sa.Integer),
        sa.Column("later_did", sa.Integer),
        sa.PrimaryKeyConstraint("meeting_id", name="pk_meeting_yield"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_meeting_yield_meeting_id_meeting"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evaluation",
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("question", sa.String(16), nullable=False),
        sa.Column("score", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "question", "score", name="pk_evaluation"),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting_yield.meeting_id"],
            name="fk_evaluation_meeting_id_meeting_yield",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(
            "score BETWEEN 1 AND 5", name=op.f("ck_evaluation_score_is_one_to_five")
        ),
        sqlite_with_rowid=False,
    )


def _make_lessons_and_actions() -> None:
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("released_on", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lesson"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_lesson_meeting_id_meeting"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "action",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due", sa.String(7), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("asked_on", sa.String(10), nullable=False),
        sa.Column("changed_on", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_action_meeting_id_meeting"
        ),
        sa.CheckConstraint(
            "status IN ('open', 'closed', 'refused')", name=op.f("ck_action_status_is_known")
        ),
        sqlite_with_rowid=False,
    )


def _make_bulletins() -> None:
    op.create_table(
        "bulletin_draft",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("approved_by", sa.String(32)),
        sa.PrimaryKeyConstraint("month", name="pk_bulletin_draft"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bulletin",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("published_on", sa.String(10), nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("month", "version", name="pk_bulletin"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bulletin_print",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("month", "version", "language", name="pk_bulletin_print"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove the tables, those that refer to others first."""
    for name in (
        "bulletin_print",
        "bulletin",
        "bulletin_draft",
        "action",
        "lesson",
        "evaluation",
        "meeting_yield",
    ):
        op.drop_table(name)
