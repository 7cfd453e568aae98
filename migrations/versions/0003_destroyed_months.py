"""The signed records of months that were destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "destroyed_epoch",
        sa.Column("epoch", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("epoch", name="pk_destroyed_epoch"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove it; the records stay in their folder."""
    op.drop_table("destroyed_epoch")
