"""An analist in a test: asks, reads and changes as the desk does, and the worker carries it out."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from reporting.carrying_out import carry_out_orders
from reporting.mailbag import Collected
from reporting.orders import Kind, Order
from reporting.report import Report
from reporting.screening import draw_pile, give_order, look_up, read_report
from reporting.screening_desk import ScreeningDesk, Sheet
from reporting.store.screening import SqlScreeningStore
from tests.conftest import Site
from tests.reporting.samples import collect

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TUESDAY = NOON.date()


@dataclass
class Analist:
    engine: Engine
    site: Site
    orders: int = 0

    @property
    def store(self) -> SqlScreeningStore:
        return SqlScreeningStore(self.engine)

    @property
    def desk(self) -> ScreeningDesk:
        return ScreeningDesk(self.store, self.site.manifest, self.site.screening)

    def pile(self) -> list[Sheet]:
        known = look_up(self.site.analist.open, self.desk)
        drawn = draw_pile(self.site.analist.open, self.desk)
        return [read_report(one, known, self.site.analist.open, self.desk) for one in drawn]

    def sheet(self, report: str) -> Sheet:
        known = look_up(self.site.analist.open, self.desk)
        return read_report(report, known, self.site.analist.open, self.desk)

    def order(
        self, kind: Kind, report: str, text: str = "", changed: Report | None = None
    ) -> bytes:
        self.orders += 1
        given = (NOON + timedelta(seconds=self.orders)).isoformat()
        order = Order(kind, report, given, text=text, to="BHV", due="2026-11-27", changed=changed)
        id_ = os.urandom(16)
        assert give_order(order, id_, self.desk)
        return id_

    def night(self, today: date = TUESDAY, *, force: bool = True) -> tuple[Collected, int]:
        """The worker empties the mailbag and carries out the orders."""
        collected = collect(self.engine, self.site, today, force=force)
        open_, keys = self.site.ring.open, self.site.manifest
        return collected, carry_out_orders(self.store, open_, keys, force=force, today=today)
