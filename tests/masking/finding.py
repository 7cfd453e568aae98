"""Let one finder read one sentence."""

from collections.abc import Callable, Iterable

from reporting.masking.language import guess_language
from reporting.masking.resolve import resolve
from reporting.masking.spans import Span
from reporting.masking.tokens import Text, read_text

Finder = Callable[[Text], Iterable[Span]]


def found_by(find: Finder, sentence: str, language: str | None = None) -> list[str]:
    """What a finder on its own would mask in a sentence, in order."""
    text = read_text(sentence, language or guess_language(sentence))
    return [sentence[span.start : span.end] for span in resolve(find(text), sentence, ())]
