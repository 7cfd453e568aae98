"""The tables of staff: accounts, groups, picked cards and meetings.

None of them knows a report: a card reaches them as it was published. `reporting/store/tables.py`
holds the metadata; whoever needs all of it imports this module too.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from reporting.learning.texts import NAME_MAX, TEXT_MAX, new_id
from reporting.store.tables import metadata

staff_user = Table(
    "staff_user",
    metadata,
    Column("id", String(32), primary_key=True, default=new_id),
    Column("email", String(255), nullable=False, unique=True),
    Column("name", String(TEXT_MAX), nullable=False, default=""),
    Column("password", String(255)),
    Column("active", Boolean, nullable=False, default=True),
    Column("fs_uniquifier", String(64), nullable=False, unique=True),
    Column("tf_primary_method", String(64)),
    Column("tf_totp_secret", String(255)),
    Column("language", String(2), nullable=False, default="nl"),
    sqlite_with_rowid=False,
)

staff_role = Table(
    "staff_role",
    metadata,
    Column("id", String(32), primary_key=True, default=new_id),
    Column("name", String(80), nullable=False, unique=True),
    Column("description", String(255)),
    sqlite_with_rowid=False,
)

staff_user_role = Table(
    "staff_user_role",
    metadata,
    Column("user_id", ForeignKey("staff_user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("staff_role.id", ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)

# The facilitator is no foreign key: a group outlives an account, and then needs a new facilitator.
intervisie_group = Table(
    "intervisie_group",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(TEXT_MAX), nullable=False, unique=True),
    Column("facilitator", String(32), nullable=False),
    Column("facilitator_unit", String(TEXT_MAX), nullable=False, server_default=""),
    Column("facilitator_leads", String(TEXT_MAX), nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

group_member = Table(
    "group_member",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("group_id", ForeignKey("intervisie_group.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False, autoincrement=False),
    Column("name", String(TEXT_MAX), nullable=False),
    Column("unit", String(TEXT_MAX), nullable=False),
    Column("leads", String(TEXT_MAX), nullable=False),
    Index("ix_group_member_group_id", "group_id"),
    sqlite_with_rowid=False,
)

card_pick = Table(
    "card_pick",
    metadata,
    Column("card_id", String(64), primary_key=True),
    Column("group_id", ForeignKey("intervisie_group.id"), nullable=False),
    Column("status", String(16), nullable=False),
    Column("card", Text, nullable=False),
    CheckConstraint(
        "status IN ('picked', 'planned', 'discussed', 'harvested')", name="status_is_known"
    ),
    sqlite_with_rowid=False,
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("group_id", ForeignKey("intervisie_group.id"), nullable=False),
    Column("card_id", String(64)),
    Column("starts_at", BigInteger, nullable=False),
    Column("place", String(TEXT_MAX), nullable=False),
    Column("method_id", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("minutes", Integer, nullable=False, server_default="120"),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("series_id", String(32), nullable=False, server_default=""),
    CheckConstraint("status IN ('planned', 'cancelled', 'held')", name="status_is_known"),
    Index("ix_meeting_group_id_starts_at", "group_id", "starts_at"),
    sqlite_with_rowid=False,
)

meeting_absence = Table(
    "meeting_absence",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", ForeignKey("group_member.id", ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)

group_contract = Table(
    "group_contract",
    metadata,
    Column("group_id", ForeignKey("intervisie_group.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("language", String(2), nullable=False),
    Column("texts", Text, nullable=False),
    sqlite_with_rowid=False,
)

# The signer is no foreign key: who left the group signed what they signed.
contract_signature = Table(
    "contract_signature",
    metadata,
    Column("group_id", String(32), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("signer", String(64), primary_key=True),
    Column("name", String(TEXT_MAX), nullable=False),
    Column("signed_on", String(10), nullable=False),
    ForeignKeyConstraint(
        ["group_id", "version"],
        ["group_contract.group_id", "group_contract.version"],
        ondelete="CASCADE",
    ),
    sqlite_with_rowid=False,
)

guide_training = Table(
    "guide_training",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user_id", ForeignKey("staff_user.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(TEXT_MAX), nullable=False),
    Column("given_on", String(10), nullable=False),
    Column("valid_until", String(10), nullable=False),
    Column("recorded_by", String(32), nullable=False),
    sqlite_with_rowid=False,
)

# No foreign key: what somebody did stays countable after the account is gone.
staff_action = Table(
    "staff_action",
    metadata,
    Column("user_id", String(32), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("action", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# No foreign key for whoever asked: what was asked about a theme outlives the account.
theme_wish = Table(
    "theme_wish",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("theme", String(64), nullable=False),
    Column("other", String(64)),
    Column("name_nl", String(NAME_MAX)),
    Column("name_en", String(NAME_MAX)),
    Column("user_id", String(32), nullable=False),
    Column("month", String(7), nullable=False),
    Column("release_number", Integer),
    Column("taken_back", Boolean, nullable=False, default=False),
    CheckConstraint(
        "kind IN ('rename', 'together', 'apart', 'free', 'split', 'whole')", name="kind_is_known"
    ),
    sqlite_with_rowid=False,
)
