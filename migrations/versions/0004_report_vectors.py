"""The vectors of each report, sealed beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "report_vectors",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report_vectors"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove it; every report is encoded anew at the next analysis."""
    op.drop_table("report_vectors")
