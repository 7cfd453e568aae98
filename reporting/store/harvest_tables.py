"""What came of meetings: yields, lessons, actions, and the bulletins made of them.

None of it holds a name or a case: the use cases refuse such texts before they come here.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from reporting.store.tables import metadata

meeting_yield = Table(
    "meeting_yield",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id"), primary_key=True),
    Column("present", Integer, nullable=False),
    Column("later_asked", Integer),
    Column("later_did", Integer),
    sqlite_with_rowid=False,
)

evaluation = Table(
    "evaluation",
    metadata,
    Column(
        "meeting_id", ForeignKey("meeting_yield.meeting_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("question", String(16), primary_key=True),
    Column("score", Integer, primary_key=True, autoincrement=False),
    Column("answers", Integer, nullable=False),
    CheckConstraint("score BETWEEN 1 AND 5", name="score_is_one_to_five"),
    sqlite_with_rowid=False,
)

lesson = Table(
    "lesson",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("released_on", String(10), nullable=False),
    sqlite_with_rowid=False,
)

action = Table(
    "action",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", String(7), nullable=False),
    Column("status", String(16), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("asked_on", String(10), nullable=False),
    Column("changed_on", String(10), nullable=False),
    CheckConstraint("status IN ('open', 'closed', 'refused')", name="status_is_known"),
    sqlite_with_rowid=False,
)

# No foreign keys from here on: a bulletin stays as it was, whatever becomes of its parts.
bulletin_draft = Table(
    "bulletin_draft",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("document", Text, nullable=False),
    Column("approved_by", String(32)),
    sqlite_with_rowid=False,
)

bulletin = Table(
    "bulletin",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("published_on", String(10), nullable=False),
    Column("published_by", Text, nullable=False),
    sqlite_with_rowid=False,
)

bulletin_print = Table(
    "bulletin_print",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("language", String(2), primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
