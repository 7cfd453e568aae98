"""Work on both cores: batches of texts side by side, each on one thread."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from threadpoolctl import threadpool_limits

T = TypeVar("T")
R = TypeVar("R")

MOST = 8
"""Threads; each holds a batch in memory, and a machine that analyses also serves pages."""


def cores() -> int:
    """How many threads to use: the processors this process may use, and no more than MOST."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, MOST)


def side_by_side(work: Callable[[T], R], batches: Sequence[T], threads: int) -> list[R]:
    """The work on each batch, in order.

    The matrix library gets one thread for each of ours: its own threads gain nothing on batches
    this small, and would fight over the cores.
    """
    with threadpool_limits(limits=1, user_api="blas"):
        if threads == 1 or len(batches) == 1:
            return [work(batch) for batch in batches]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(work, batches))


def by_size(sizes: Sequence[int], budget: int) -> list[list[int]]:
    """Numbers 0 to n - 1, shortest first, cut into batches of at most `budget` in total size."""
    batches: list[list[int]] = []
    room = 0
    for number in sorted(range(len(sizes)), key=lambda one: (sizes[one], one)):
        if sizes[number] > room:
            batches.append([])
            room = budget
        batches[-1].append(number)
        room -= sizes[number]
    return batches
