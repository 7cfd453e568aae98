"""What the analysis made of each report, sealed beside it: it goes when the report goes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, bindparam, delete, insert, select

from reporting.mailbag import StoredEnvelope
from reporting.store.engine import reading, writing
from reporting.store.tables import report, report_vectors
from reporting.vault.envelope import Envelope

FETCH = 500


@dataclass(frozen=True, slots=True)
class SqlVectorStore:
    """Sealed vectors in a database, one row a report, under the report's own id."""

    engine: Engine

    def envelopes(self) -> Iterator[StoredEnvelope]:
        """All of them, by the random id of the report."""
        wanted = select(report_vectors.c.id, report_vectors.c.envelope).order_by(
            report_vectors.c.id
        )
        with reading(self.engine) as connection:
            rows = connection.execution_options(yield_per=FETCH).execute(wanted)
            for row in rows:
                yield StoredEnvelope(row.id, row.envelope)

    def put(self, envelopes: Collection[Envelope]) -> None:
        """Keep these, in place of those of before; a report that went in the meantime gets none."""
        gone = delete(report_vectors).where(report_vectors.c.id == bindparam("of_id"))
        there = select(report.c.id).where(report.c.id == bindparam("of_id")).with_for_update()
        with writing(self.engine) as connection:
            for envelope in envelopes:
                connection.execute(gone, {"of_id": envelope.object_id})
                if connection.execute(there, {"of_id": envelope.object_id}).one_or_none():
                    connection.execute(
                        insert(report_vectors).values(
                            id=envelope.object_id, epoch=envelope.epoch, envelope=envelope.blob
                        )
                    )

    def drop_orphans(self) -> None:
        """Remove the rows whose report is gone, however it went."""
        orphan = report_vectors.c.id.not_in(select(report.c.id))
        with writing(self.engine) as connection:
            connection.execute(delete(report_vectors).where(orphan))
