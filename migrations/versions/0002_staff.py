"""The tables of staff: accounts, groups, picked cards and meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_accounts()
    _make_groups()
    op.create_table(
        "card_pick",
        sa.Column("card_id", sa.String(64), nullable=False),
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("card_id", name="pk_card_pick"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["intervisie_group.id"], name="fk_card_pick_group_id_intervisie_group"
        ),
        sa.CheckConstraint(
            "status IN ('picked', 'planned', 'discussed', 'harvested')",
            name=op.f("ck_card_pick_status_is_known"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("card_id", sa.String(64)),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("method_id", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["intervisie_group.id"], name="fk_meeting_group_id_intervisie_group"
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'cancelled', 'held')", name=op.f("ck_meeting_status_is_known")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_meeting_group_id_starts_at", "meeting", ["group_id", "starts_at"])


def _make_accounts() -> None:
    op.create_table(
        "staff_user",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("email", sa.String(255), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("password", sa.String(255)),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("fs_uniquifier", sa.String(64), nullable=False),
        sa.Column("tf_primary_method", sa.String(64)),
        sa.Column("tf_totp_secret", sa.String(255)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_user"),
        sa.UniqueConstraint("email", name="uq_staff_user_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_staff_user_fs_uniquifier"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_role",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("description", sa.String(255)),
        sa.PrimaryKeyConstraint("id", name="pk_staff_role"),
        sa.UniqueConstraint("name", name="uq_staff_role_name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_user_role",
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("role_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "role_id", name="pk_staff_user_role"),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["staff_user.id"],
            name="fk_staff_user_role_user_id_staff_user",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["role_id"],
            ["staff_role.id"],
            name="fk_staff_user_role_role_id_staff_role",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )


def _make_groups() -> None:
    op.create_table(
        "intervisie_group",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("facilitator", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intervisie_group"),
        sa.UniqueConstraint("name", name="uq_intervisie_group_name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "group_member",
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "number", name="pk_group_member"),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["intervisie_group.id"],
            name="fk_group_member_group_id_intervisie_group",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove the tables, those that refer to others first."""
    for name in (
        "meeting",
        "card_pick",
        "group_member",
        "intervisie_group",
        "staff_user_role",
        "staff_role",
        "staff_user",
    ):
        op.drop_table(name)
