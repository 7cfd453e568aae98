"""Which reports are behind a theme: an analist can open it, and it stands nowhere in the clear."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, text

from analysis.memory import STATE as MEMORY
from analysis.run import run_analysis
from reporting.errors import CannotOpen
from reporting.states import state_id
from reporting.store.screening import SqlScreeningStore
from reporting.theme_sources import MOST, seal_sources, sources_of
from reporting.vault.envelope import Purpose
from tests.conftest import Site
from tests.worker.conftest import TODAY, Office

Records = Callable[..., list[Mapping[str, Any]]]
THEMES = ("account-still-active", "allergy-meal", "hoist-sling")


@pytest.mark.slow
def test_an_analist_opens_the_reports_of_published_themes_only(
    office: Office, records: Records, sqlite_engine: Engine, site: Site
) -> None:
    office.take_in(records(*THEMES))
    run_analysis(office.analysis, TODAY, office.lease, force=False)
    release = office.analysis.releases.latest()
    assert release is not None
    sealed, present = SqlScreeningStore(sqlite_engine).theme_sources(), office.analysis.reports
    reports = {stored.id.hex() for stored in present.envelopes()}
    found = [
        sources_of(theme["id"], sealed, site.analist.open) for theme in release.document["themes"]
    ]
    assert all(len(ids) >= 5 for ids in found)
    assert set().union(*map(set, found)) <= reports
    assert sum(map(len, found)) == len(set().union(*map(set, found)))
    assert sources_of("t-nergens", sealed, site.analist.open) == ()
    memory = office.analysis.states.get(MEMORY)
    assert memory is not None
    with pytest.raises(CannotOpen):
        site.analist.open(memory, Purpose.STATE, state_id(MEMORY))


@pytest.mark.slow
def test_no_clear_column_ties_a_report_to_a_theme(
    office: Office, records: Records, sqlite_engine: Engine
) -> None:
    office.take_in(records(*THEMES))
    run_analysis(office.analysis, TODAY, office.lease, force=False)
    ids = {stored.id.hex() for stored in office.analysis.reports.envelopes()}
    with sqlite_engine.connect() as connection:
        rows = connection.execute(text("SELECT document FROM release")).scalars().all()
        states = connection.execute(text("SELECT envelope FROM sealed_state")).scalars().all()
    for written in (*rows, *(state.decode("latin-1") for state in states)):
        assert not [one for one in ids if one in written]


def test_of_many_reports_some_are_kept_and_the_size_says_little(site: Site) -> None:
    def first(ids: object, number: int) -> list[str]:
        assert isinstance(ids, frozenset)
        return sorted(ids)[:number]

    def sealed(count: int) -> bytes:
        ids = frozenset(f"{number:032x}" for number in range(count))
        return seal_sources({"t-1": ids}, first, site.manifest, "2026-11")

    assert len(sources_of("t-1", sealed(200), site.analist.open)) == MOST
    assert len({len(sealed(count)) for count in (5, 6, 9)}) == 1


def test_what_does_not_open_is_no_report(site: Site) -> None:
    blob = seal_sources({"t-1": {"aa"}}, lambda ids, _n: ids, site.manifest, "2026-11")
    assert sources_of("t-1", blob[:-1] + b"\x00", site.analist.open) == ()
    assert sources_of("t-1", None, site.analist.open) == ()
