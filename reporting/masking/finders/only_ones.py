"""The only one of a kind: `de enige apotheker`, `the only cook on board`."""

from typing import Final

from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.trades import is_trade
from reporting.masking.tokens import CAPITAL, LETTER, MASKED, Text

ONLY: Final = frozenset({"enige", "only", "sole"})
POINTING: Final = vocabulary("roles.pointing")
"""Before `only`: `was only finger tight` points to nobody."""
OF_A_GROUP: Final = frozenset({"vrouw", "man", "woman", "meisje", "girl"})
DETERMINERS: Final = frozenset(
    {"de", "het", "een", "the", "a", "onze", "our", "mijn", "my", "hun", "their"}
)
TAILS: Final = frozenset({"met", "with", "on", "op", "van", "of", "in", "aan"})
LONGEST_CLAUSE: Final = 7
CLAUSE_OPENS: Final = frozenset({"die", "met", "op", "who", "with", "in", "van"})
ONE_WHO: Final = frozenset({"who", "with", "allowed", "trained", "certified", "licensed"})
CLAUSE_ENDS: Final = vocabulary("roles.clause_ends")


def only_one(text: Text, index: int) -> tuple[int, int] | None:
    """`enige vaste kraamhulp`, `enige die de sleutel heeft`, `only Welsh-speaking carer`.

    Args:
        text: the text.
        index: of `enige` or `only`.

    Returns:
        Its first and last token, or None when it points to nobody.
    """
    if text.lower(index - 1) not in POINTING:
        return None
    if text.lower(index + 1) in OF_A_GROUP:
        return _among(text, index)
    if text.lower(index + 1) == "one" and text.lower(index + 2) in ONE_WHO:
        return _unnamed_clause(text, index)
    if text.lower(index + 1) in CLAUSE_OPENS:
        return _clause(text, index) if text.lower(index - 1) == "de" else None
    return _trade(text, index)


def _trade(text: Text, index: int) -> tuple[int, int] | None:
    for step in range(index + 1, min(index + 4, len(text.words))):
        word = text.folded[step]
        if not text.shapes[step] & LETTER or word in load_list("function_words"):
            return None
        if is_trade(word):
            return index, _tail(text, step)
    return None


def _among(text: Text, index: int) -> tuple[int, int] | None:
    """`enige vrouw in de ploeg`, `only man on the ward`."""
    linked = text.lower(index + 2) in {"in", "op", "van", "on", "of", "at", "bij"}
    last = index + 4 if text.lower(index + 3) in {"de", "het", "the", "onze", "our"} else index + 3
    return (index, last) if linked and text.shape(last) & LETTER else None


def _tail(text: Text, last: int) -> int:
    """`met een bril`, `on board`, `van het dorp` belong to it."""
    step = last + 1
    if text.lower(step) not in TAILS:
        return last
    step += 1
    if text.lower(step) in DETERMINERS:
        step += 1
    word, shape = text.lower(step), text.shape(step)
    plain = shape & LETTER and not shape & CAPITAL and word not in load_list("function_words")
    return step if plain else last


def _unnamed_clause(text: Text, index: int) -> tuple[int, int] | None:
    """Not `the only one who knows is [name 1]`: the name is masked."""
    found = _clause(text, index)
    if found is None or text.lower(found[1] + 1) != "is":
        return found
    return None if text.shape(found[1] + 2) & (CAPITAL | MASKED) else found


def _clause(text: Text, index: int) -> tuple[int, int] | None:
    """`enige op kantoor met weegbevoegdheid`: up to the next sign or verb."""
    last = index + 1
    while last + 1 < len(text.words) and last - index < LONGEST_CLAUSE:
        if not text.shapes[last + 1] & LETTER or text.folded[last + 1] in CLAUSE_ENDS:
            break
        last += 1
    return (index, last) if last > index + 1 else None
