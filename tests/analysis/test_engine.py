"""The same themes wherever the work is done; a worker that is killed does no harm."""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.clustering import Scale, cluster
from analysis.encoders.choice import best_encoder
from analysis.encoding import Encoder
from analysis.engine import (
    DaskEngine,
    Engine,
    LocalEngine,
    check_address,
    find_near_on,
    open_engine,
    spread,
)
from analysis.errors import AnalysisError
from analysis.seeds import Search
from analysis.themes_command import ThemesFiles, run_themes
from tests.analysis.conftest import MakeGroups
from tests.analysis.corpora import told_reports

Client = Any
"""Of an optional library, half typed."""

of_dask = pytest.mark.filterwarnings("ignore")
"""Dask's own warnings, on its way up and down, are no business of these tests."""


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="an extra: requirements-extras.lock")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as made,
        distributed.Client(made) as found,
    ):
        yield found


@pytest.fixture
def small_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.cells.CELL", 40)
    monkeypatch.setattr("analysis.cells.LOOKED_AT", 160)


def slow_square(number: int) -> tuple[int, int]:
    time.sleep(0.3)
    return number * number, os.getpid()


def spread_use(engine: Engine, texts: Sequence[str]) -> Encoder:
    return spread(best_encoder(texts), "use", engine)


def refuse(number: int) -> int:
    raise ValueError(f"the text of report {number}")


@pytest.mark.slow
@of_dask
def test_parts_come_back_in_order_from_several_processes(client: Client) -> None:
    found = list(DaskEngine(client).map(slow_square, range(8)))
    assert [square for square, _ in found] == [n * n for n in range(8)]
    assert len({pid for _, pid in found} - {os.getpid()}) == 2


@pytest.mark.slow
@of_dask
def test_a_worker_that_is_killed_in_mid_run_loses_nothing(client: Client) -> None:
    results = DaskEngine(client).map(slow_square, range(16))
    _, victim = next(results)
    os.kill(victim, signal.SIGKILL)
    rest = list(results)
    assert [square for square, _ in rest] == [n * n for n in range(1, 16)]
    assert {pid for _, pid in rest[6:]} - {victim}


@pytest.mark.slow
@of_dask
def test_what_went_wrong_on_a_worker_is_told_without_a_text(client: Client) -> None:
    with pytest.raises(AnalysisError, match=r"failed on the cluster \(ValueError\)") as caught:
        list(DaskEngine(client).map(refuse, [7]))
    assert "report 7" not in str(caught.value)


@pytest.mark.slow
@of_dask
def test_few_parts_are_held_at_a_time(client: Client) -> None:
    made: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(50):
            made.append(number)
            yield number

    results = DaskEngine(client).map(slow_square, parts())
    next(results)
    assert len(made) <= 5
    results.close()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.slow
@of_dask
def test_near_ones_found_on_a_cluster_give_the_same_groups(
    client: Client, make_groups: MakeGroups, small_cells: None
) -> None:
    rows, _ = make_groups(12, 50, 150)
    here = cluster(rows, min_size=5, scale=Scale(exact_up_to=0))
    there = Scale(0, Search(find_near_on(DaskEngine(client))))
    assert np.array_equal(here, cluster(rows, min_size=5, scale=there))


@pytest.mark.slow
@of_dask
def test_the_same_themes_on_a_cluster_as_here(client: Client, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": r.id, "text": r.text, "lang": r.language}) for r in told_reports()]
    source.write_text("\n".join(lines), encoding="utf-8")
    answers = []
    engines: dict[str, Engine] = {"here": LocalEngine(), "there": DaskEngine(client)}
    for name, engine in engines.items():
        out = tmp_path / f"{name}.jsonl"
        run_themes(
            ThemesFiles(source, out),
            make_encoder=partial(spread_use, engine),
            scale=Scale(10, Search(find_near_on(engine))),
        )
        answers.append(out.read_text(encoding="utf-8"))
    assert answers[0] == answers[1]
    assert '"t-' in answers[0]


@pytest.mark.parametrize("address", ["tcp://10.0.0.7:8786", "tcp://dask.example:8786"])
def test_reports_go_to_another_machine_encrypted_or_not_at_all(address: str) -> None:
    with pytest.raises(AnalysisError, match="over tls:// only"):
        check_address(address)


@pytest.mark.parametrize("address", ["somewhere", "http://host:1", "tls://"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(AnalysisError, match="must be an address"):
        check_address(address)


@pytest.mark.parametrize("address", ["", "tcp://127.0.0.1:8786", "tls://dask.example:8786"])
def test_other_addresses_are_taken(address: str) -> None:
    check_address(address)


def test_without_dask_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("dask", "distributed"):
        monkeypatch.setitem(sys.modules, name, None)
    with (
        pytest.raises(AnalysisError, match=r"requirements-extras\.lock"),
        open_engine("dask", ""),
    ):
        pass
