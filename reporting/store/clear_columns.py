"""Every column that is stored in the clear, with the reason why it may be.

Of what comes from reporters only what could hang on the noticeboard is clear. A test walks the
tables and fails on a column that is neither an envelope nor on this list.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reporting.store.harvest_clear_columns import HARVEST_CLEAR
from reporting.store.running_clear_columns import RUNNING_CLEAR
from reporting.store.staff_clear_columns import STAFF_CLEAR

SEALED: Final = frozenset(
    {
        *("inbox.envelope", "report.envelope", "answer.envelope", "thread.envelope"),
        "report_vectors.envelope",
        *("sealed_state.envelope", "screening_order.envelope"),
    }
)
"""The columns that hold envelopes only."""

CLEAR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "inbox.id": "random; says nothing",
        "report.id": "random; says nothing",
        "report.epoch": "month of the key; shared by all reports of that month",
        "answer.id": "derived under the receipt code; says nothing without it",
        "answer.epoch": "month of the key; shared by all answers of that month",
        "screening_order.id": "random; says nothing",
        "report_vectors.id": "the random id of the report",
        "report_vectors.epoch": "month of the key, as of the report",
        "thread.lookup": "hash of a random code, peppered; in no other table",
        "thread.number": "place in the thread; each thread starts at 0",
        "import_mark.mark": "peppered hash; keeps a record from coming in twice",
        "mailbag_round.name": "a constant",
        "mailbag_round.week": "of the worker's own round, whatever was in the mailbag",
        "sealed_state.name": "a constant of the analysis or of screening",
        "destroyed_epoch.epoch": "a month whose keys were destroyed; told to everybody",
        "destroyed_epoch.record": "signed; names the month and the day of its destruction",
        "release.number": "published",
        "release.month": "published",
        "release.document": "published; thresholds were applied before it was made",
        "release.previous_hash": "published",
        "release.hash": "published",
        "lease.name": "a constant",
        "lease.owner": "a worker process; no person",
        "lease.token": "counts changes of leader",
        "lease.expires_at": "of the worker's lease; set by its clock, not by reports",
        "job_run.job": "a constant",
        "job_run.due_at": "of the timetable, or of a request by staff",
        "job_run.started_at": "of the worker",
        "job_run.finished_at": "of the worker",
        "job_run.outcome": "a fixed sentence of ours",
        "job_run.counts": "counts of a bag or a release, never of one report",
        "job_request.id": "random",
        "job_request.job": "a constant",
        **STAFF_CLEAR,
        **RUNNING_CLEAR,
        **HARVEST_CLEAR,
    }
)
