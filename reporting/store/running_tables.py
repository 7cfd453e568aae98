"""Meetings that are going on, turns, and cards that were stopped in a meeting.

No word of a case is in them. A turn hangs on a member, and goes with that member.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
)

from reporting.store.staff_tables import group_member, meeting
from reporting.store.tables import metadata

MEETING = f"{meeting.name}.id"
MEMBER = f"{group_member.name}.id"

turn = Table(
    "turn",
    metadata,
    Column("meeting_id", ForeignKey(MEETING, ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("member_id", ForeignKey(MEMBER, ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)

turn_place = Table(
    "turn_place",
    metadata,
    Column("member_id", ForeignKey(MEMBER, ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("credit", Integer, nullable=False),
    Column("since", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

turn_swap = Table(
    "turn_swap",
    metadata,
    Column("meeting_id", ForeignKey(MEETING, ondelete="CASCADE"), primary_key=True),
    Column("member_id", ForeignKey(MEMBER, ondelete="CASCADE"), nullable=False),
    Column("reason", String(16), nullable=False),
    CheckConstraint("reason IN ('urgent', 'traded', 'no_case')", name="reason_is_known"),
    sqlite_with_rowid=False,
)

sitting = Table(
    "sitting",
    metadata,
    Column("meeting_id", ForeignKey(MEETING, ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("step", String(16), nullable=False),
    Column("deadline", BigInteger),
    Column("seconds_left", Integer, nullable=False),
    Column("speaker", Integer, nullable=False),
    Column("present", Integer, nullable=False),
    Column("ended", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

seat = Table(
    "seat",
    metadata,
    Column("meeting_id", ForeignKey("sitting.meeting_id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", ForeignKey(MEMBER, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("role", String(16), nullable=False),
    Column("case_number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

card_stop = Table(
    "card_stop",
    metadata,
    Column("card_id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("meeting_id", ForeignKey(MEETING), nullable=False),
    Column("settled", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
