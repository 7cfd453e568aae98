"""Many finders, one answer: spans that are sorted, do not overlap and touch no placeholder."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from reporting.masking.spans import Span


def resolve(
    found: Iterable[Span], raw: str, barriers: Sequence[tuple[int, int]]
) -> tuple[Span, ...]:
    """Settle overlaps.

    The longest span wins; of two equally long ones the earlier found. What sticks out of a
    loser stays masked under its own label: nothing that a finder saw is let through.

    Args:
        found: spans in order of preference.
        raw: the text they point into.
        barriers: placeholders that stood in the text already, sorted; they are left alone.
    """
    ranked = sorted(found, key=lambda span: span.start - span.end)
    taken = _Taken(barriers)
    kept: list[Span] = []
    for span in ranked:
        for start, end in taken.free_parts(span.start, span.end):
            part = _trim(Span(start, end, span.label, span.sure), raw)
            if part is not None:
                taken.add(part.start, part.end)
                kept.append(part)
    return tuple(sorted(kept, key=lambda span: span.start))


class _Taken:
    """Stretches of the text that are spoken for, sorted and disjoint."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._stretches = list(stretches)

    def free_parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """What of this stretch is still free, in order."""
        parts: list[tuple[int, int]] = []
        index = max(0, bisect_right(self._stretches, (start, start)) - 1)
        while start < end and index < len(self._stretches):
            low, high = self._stretches[index]
            if low >= end:
                break
            if start < low:
                parts.append((start, low))
            start = max(start, high)
            index += 1
        if start < end:
            parts.append((start, end))
        return parts

    def add(self, start: int, end: int) -> None:
        """Take a free stretch."""
        self._stretches.insert(bisect_right(self._stretches, (start, end)), (start, end))


def _trim(span: Span, raw: str) -> Span | None:
    start, end = span.start, span.end
    while start < end and not raw[start].isalnum() and raw[start] not in "@+(":
        start += 1
    while end > start and not raw[end - 1].isalnum() and raw[end - 1] not in "_/":
        end -= 1
    return Span(start, end, span.label, span.sure) if start < end else None
