"""Put placeholders where the spans are, and remember what went where."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.masking.placeholders import Numbering
from reporting.masking.spans import Span


@dataclass(frozen=True, slots=True)
class Replaced:
    text: str
    stretches: tuple[tuple[int, int, int], ...]
    """What was left alone: start and end in `text`, and the distance to the original."""

    def on_original(self, span: Span) -> Span:
        """The same span on the text before replacing; it must lie within one stretch."""
        shift = next(
            shift for start, end, shift in self.stretches if start <= span.start and span.end <= end
        )
        return Span(span.start + shift, span.end + shift, span.label, span.sure)


def replace(raw: str, spans: Sequence[Span], numbering: Numbering) -> Replaced:
    """The text with every span replaced. Spans are sorted and do not overlap."""
    pieces: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    position = length = 0
    for span in spans:
        left = span.start - position
        stretches.append((length, length + left, position - length))
        placeholder = numbering.placeholder(span.label, raw[span.start : span.end])
        pieces += (raw[position : span.start], placeholder)
        length += left + len(placeholder)
        position = span.end
    pieces.append(raw[position:])
    stretches.append((length, length + len(raw) - position, position - length))
    return Replaced("".join(pieces), tuple(stretches))
