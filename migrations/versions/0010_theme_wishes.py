"""What analisten ask about themes: other names, these are one, this is two."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "theme_wish",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("theme", sa.String(64), nullable=False),
        sa.Column("other", sa.String(64)),
        sa.Column("name_nl", sa.String(80)),
        sa.Column("name_en", sa.String(80)),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("release_number", sa.Integer),
        sa.Column("taken_back", sa.Boolean, nullable=False),
        sa.CheckConstraint(
            "kind IN ('rename', 'together', 'apart', 'free', 'split', 'whole')",
            name="ck_theme_wish_kind_is_known",
        ),
        sa.PrimaryKeyConstraint("number", name="pk_theme_wish"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("theme_wish")
