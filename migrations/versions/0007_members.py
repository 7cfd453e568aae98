"""Members of a group get an id of their own, and who leads a unit is written down."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

GROUP_TEXTS = ("facilitator_unit", "facilitator_leads")
INDEX = "ix_group_member_group_id"


def upgrade() -> None:
    """Make the table of members anew: SQLite gives a table no other key afterwards."""
    for name in GROUP_TEXTS:
        text = sa.Column(name, sa.String(120), nullable=False, server_default="")
        op.add_column("intervisie_group", text)
    members = _take_members()
    made = _make_members(
        ["id"],
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("leads", sa.String(120), nullable=False),
    )
    op.create_index(INDEX, "group_member", ["group_id"])
    op.bulk_insert(made, [{**row, "id": token_hex(16), "leads": ""} for row in members])


def _take_members() -> list[dict[str, Any]]:
    """Every row, out of a table that is gone then."""
    columns = [sa.column(name) for name in ("group_id", "number", "name", "unit")]
    found = op.get_bind().execute(sa.select(*columns).select_from(sa.table("group_member")))
    rows = [row._asdict() for row in found]
    op.drop_table("group_member")
    return rows


def _make_members(keys: Sequence[str], *more: sa.Column[Any]) -> sa.Table:
    return op.create_table(
        "group_member",
        *more,
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint(*keys, name="pk_group_member"),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["intervisie_group.id"],
            name="fk_group_member_group_id_intervisie_group",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Members lose their ids, and who leads what."""
    members = _take_members()
    made = _make_members(["group_id", "number"])
    op.bulk_insert(made, members)
    for name in GROUP_TEXTS:
        op.drop_column("intervisie_group", name)
