"""Opening reports: the one place of the analysis that does. Plaintext lives only in its result."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reporting.errors import CannotOpen
from reporting.mailbag import Open, StoredEnvelope
from reporting.posts import unpack_post
from reporting.report import Report
from reporting.vault.envelope import Purpose, read_header


@dataclass(frozen=True, slots=True)
class OpenedReport:
    id: str
    """Hexadecimal, of the envelope; random, so it says nothing."""
    report: Report
    epoch: int = 0
    """Month of its key, yyyymm; 0 when it was not sealed."""


@dataclass(frozen=True, slots=True)
class Corpus:
    reports: tuple[OpenedReport, ...]
    """In order of their random ids, so the order says nothing either."""
    unopened: int
    """Envelopes that no key opens: damaged, or of a month whose key is gone."""

    def without(self, ids: Collection[str]) -> "Corpus":
        """The corpus without some reports."""
        return Corpus(tuple(one for one in self.reports if one.id not in ids), self.unopened)


def open_corpus(envelopes: Iterable[StoredEnvelope], open_: Open) -> Corpus:
    """Open all reports that open; one that does not stops no other.

    Args:
        envelopes: sealed reports.
        open_: (envelope, purpose, row key) -> payload; raises CannotOpen.
    """
    opened: list[OpenedReport] = []
    unopened = 0
    for stored in envelopes:
        try:
            found = unpack_post(open_(stored.envelope, Purpose.REPORT, stored.id))
        except CannotOpen:
            unopened += 1
            continue
        if isinstance(found, Report):
            opened.append(OpenedReport(stored.id.hex(), found, read_header(stored.envelope).epoch))
    return Corpus(tuple(sorted(opened, key=lambda one: one.id)), unopened)
