"""Where the heavy parts of a run are done: in this process, or on a Dask cluster.

Encoding and the search for near ones fall apart into parts that need nothing of each other. Each
part is plain data and goes to a plain function, so where it is done makes no difference to what
comes out, and a part that was lost with a worker is done again by another.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache, partial
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

import numpy as np

from analysis.arrays import FloatArray
from analysis.cells import Block, near_ones
from analysis.encoders.choice import choose_encoder
from analysis.encoding import Encoder
from analysis.errors import AnalysisError
from analysis.seeds import FindNear

P = TypeVar("P")
R = TypeVar("R")

PART = 256
"""Texts encoded by a worker at a time: a few seconds of work."""

AHEAD = 2
"""Parts under way or waiting per worker; more only fills memory."""

TRIES = 5
"""How often a part is done again when its worker is lost."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Engine(Protocol):
    def map(self, work: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """The work on each part, in order; few parts are held at a time."""


class LocalEngine:
    """This process."""

    def map(self, work: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        return map(work, parts)


class DaskEngine:
    """The workers of a Dask cluster."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - an optional library without types
        self._client = client

    def map(self, work: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """Keeps AHEAD parts per worker under way.

        Raises:
            AnalysisError: a part failed, or was lost too often.
        """
        waiting: deque[Any] = deque()
        for part in parts:
            waiting.append(self._client.submit(work, part, pure=False, retries=TRIES))
            if len(waiting) >= AHEAD * max(1, len(self._client.nthreads())):
                yield self._result(waiting.popleft())
        while waiting:
            yield self._result(waiting.popleft())

    def _result(self, future: Any) -> Any:  # noqa: ANN401 - what the work gives
        try:
            return future.result()
        except AnalysisError:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever went wrong over there
            name = type(problem).__name__
            raise AnalysisError(f"a part of the work failed on the cluster ({name})") from None


class SpreadEncoder:
    """An encoder whose work is done by the workers of an engine, each with its own copy."""

    def __init__(self, wanted: str, like: Encoder, engine: Engine) -> None:
        """Args: `wanted` as the workers are to choose it, and `like`, that encoder here."""
        self.name = like.name
        self.comparable = like.comparable
        self._wanted = wanted
        self._like = like
        self._engine = engine

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode each different text once, shape (n, d)."""
        different = sorted(set(texts))
        parts = [different[at : at + PART] for at in range(0, len(different), PART)]
        found = list(self._engine.map(partial(encode_part, self._wanted), parts))
        if not found:
            return self._like.encode([])
        place = {text: number for number, text in enumerate(different)}
        rows: FloatArray = np.concatenate(found)[[place[text] for text in texts]]
        return rows


def encode_part(wanted: str, texts: Sequence[str]) -> FloatArray:
    """Encode some texts, on a worker."""
    return _own_encoder(wanted).encode(texts)


@lru_cache(maxsize=1)
def _own_encoder(wanted: str) -> Encoder:
    return choose_encoder(wanted, lambda _line: None)([])


def spread(encoder: Encoder, wanted: str, engine: Engine) -> Encoder:
    """The encoder, at work on the engine; one that must see all texts stays here."""
    if isinstance(engine, LocalEngine) or not encoder.comparable:
        return encoder
    return SpreadEncoder(wanted, encoder, engine)


def find_near_on(engine: Engine) -> FindNear:
    """Near ones, looked for on an engine."""

    def find(blocks: Iterable[Block]) -> Iterator[Any]:
        return engine.map(near_ones, blocks)

    return find


def open_engine(kind: str, scheduler: str) -> AbstractContextManager[Engine]:
    """An engine for the time of a run.

    Args:
        kind: "local" or "dask".
        scheduler: address of a running scheduler; "" starts workers on this machine.

    Raises:
        AnalysisError: Dask is not installed, or the scheduler cannot be reached or trusted.
    """
    return _dask(scheduler) if kind == "dask" else _local()


@contextmanager
def _local() -> Iterator[Engine]:
    yield LocalEngine()


@contextmanager
def _dask(scheduler: str) -> Iterator[Engine]:
    check_address(scheduler)
    try:
        import dask  # noqa: PLC0415 - an extra, slow to load
        from distributed import Client, LocalCluster  # noqa: PLC0415 - as above
    except ImportError:
        raise AnalysisError(
            "--engine dask: install it with `pip install -r requirements-extras.lock`"
        ) from None
    parts_are_large = {"distributed.admin.large-graph-warning-threshold": "256MB"}
    with dask.config.set(parts_are_large):
        if not scheduler:
            here = LocalCluster(threads_per_worker=1, dashboard_address=None)
            with here as cluster, Client(cluster) as client:
                yield DaskEngine(client)
            return
        try:
            client = Client(scheduler, timeout=10)
        except (OSError, ValueError):
            raise AnalysisError(f"--scheduler: no scheduler answers at {scheduler}") from None
        with client:
            yield DaskEngine(client)


def check_address(scheduler: str) -> None:
    """Refuse to send reports over a network without encryption.

    Raises:
        AnalysisError: the address is of another machine, and not tls://.
    """
    if not scheduler:
        return
    parts = urlsplit(scheduler)
    if parts.scheme not in {"tls", "tcp"} or not parts.hostname:
        raise AnalysisError("--scheduler must be an address such as tls://host:8786")
    if parts.scheme != "tls" and parts.hostname not in LOOPBACK:
        raise AnalysisError(
            "--scheduler: reports go to another machine over tls:// only (see docs/operate.md)"
        )
