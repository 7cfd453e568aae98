"""The table of what people made of draft cards."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "card_version",
        sa.Column("card_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("author_role", sa.String(80), nullable=False),
        sa.Column("sources_until", sa.String(7), nullable=False),
        sa.Column("first_reader", sa.String(32)),
        sa.Column("first_role", sa.String(80)),
        sa.Column("second_reader", sa.String(32)),
        sa.Column("second_role", sa.String(80)),
        sa.Column("read_in", sa.String(7), nullable=False),
        sa.Column("ready_from", sa.String(7), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("card_id", "number", name="pk_card_version"),
        sa.CheckConstraint(
            "state IN ('edited', 'submitted', 'returned', 'approved', 'replaced', 'withdrawn')",
            name=op.f("ck_card_version_state_is_known"),
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("card_version")
