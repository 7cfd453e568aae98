from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.code_words import LANGUAGES, PARTS, WORDS, load_parts
from reporting.errors import MistypedReceipt
from reporting.masking.dictionaries.flags import Flag
from reporting.masking.dictionaries.loading import load_words
from reporting.receipts import (
    ReceiptCode,
    check_symbol,
    holds_code,
    issue_receipt_code,
    read_receipt_code,
    words_of,
)
from reporting.symbols import ALPHABET, grouped

CODE = ReceiptCode("0123-4567-89AB-CDEF-GHJK-MNPV")
# frozen: other words would orphan every code that somebody keeps as words
KNOWN = {
    "nl": "aardappelhamer fluitboog steenhaak kartonschommel garentablet nachtkoor glaskade sneeuwbrug",
    "en": "acorndrum coralbottle sesamedrawing garlicrecipe countrysofa mountainhouse denimgarage saltbrush",
}


def misread(typed: str) -> bool:
    """Whether what was typed is refused."""
    try:
        read_receipt_code(typed)
    except MistypedReceipt:
        return True
    return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_code_never_change(language: str) -> None:
    assert " ".join(words_of(CODE, language)) == KNOWN[language]
    assert read_receipt_code(KNOWN[language]) == CODE


@given(st.text(ALPHABET, min_size=23, max_size=23), st.sampled_from(LANGUAGES))
def test_every_code_has_eight_words_that_give_it_back(random: str, language: str) -> None:
    code = ReceiptCode(grouped(random + check_symbol(random)))
    words = words_of(code, language)
    assert len(words) == WORDS
    assert read_receipt_code(" ".join(words)) == code


@pytest.mark.parametrize(
    "rewrite",
    [
        str.upper,
        str.title,
        lambda words: words.replace(" ", ""),
        lambda words: words.replace(" ", ", "),
        lambda words: words.replace(" ", " - "),
        lambda words: words.replace(" ", "\n"),
        lambda words: words.replace("e", "é").replace("o", "ö"),
        lambda words: words[:4] + " " + words[4:],
        lambda words: "1. " + words,
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_read_however_they_are_typed(
    language: str, rewrite: Callable[[str], str]
) -> None:
    assert read_receipt_code(rewrite(KNOWN[language])) == CODE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_in_a_letter_is_mended(language: str) -> None:
    words = KNOWN[language]
    places = [at for at, sign in enumerate(words) if sign != " "]
    left_out = [words[:at] + words[at + 1 :] for at in places[::3]]
    doubled = [words[:at] + words[at] + words[at:] for at in places[1::3]]
    another = [words[:at] + "q" + words[at + 1 :] for at in places[2::3]]
    for typed in (*left_out, *doubled, *another):
        assert read_receipt_code(typed) == CODE, typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapped_missing_doubled_and_foreign_words_are_noticed(language: str) -> None:
    words = list(words_of(CODE, language))
    wrong = [words[:-1], words[1:], [*words, words[0]], [words[0], *words]]
    for one, other in combinations(range(WORDS), 2):
        swapped = words.copy()
        swapped[one], swapped[other] = words[other], words[one]
        wrong.append(swapped)
    wrong += [[*words[:at], "hoedenplank", *words[at + 1 :]] for at in range(WORDS)]
    assert [typed for typed in wrong if not misread(" ".join(typed))] == []


@pytest.mark.parametrize("typed", ["a" * 60, "appel" * 40, "zomer" * 16, "x" * 5_000, "é" * 199])
def test_a_row_of_letters_that_is_no_code_is_refused(typed: str) -> None:
    assert misread(typed)


def test_half_of_the_code_in_a_story_is_noticed_in_any_form() -> None:
    for language in LANGUAGES:
        words = words_of(CODE, language)
        assert holds_code(f"Mijn code is {', '.join(words)}.", CODE)
        assert holds_code(f"Mijn code begint met {' '.join(words[:4]).upper()}", CODE)
        assert not holds_code(f"Ik zag een {words[0]} en een {words[1]}.", CODE)
    assert holds_code("het was 4567-89ab cdef", CODE)
    assert not holds_code("het was 0123-4567", CODE)
    assert not holds_code(", ".join(words_of(issue_receipt_code(), "nl")), CODE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_are_plain_words_that_cannot_be_taken_for_each_other(language: str) -> None:
    known, word = load_words(), Flag.WORD_NL if language == "nl" else Flag.WORD_EN
    parts = load_parts(language)
    for listed in (parts.first, parts.second):
        assert len(listed) == len(set(listed)) == PARTS
        assert list(listed) == sorted(listed)
        for part in listed:
            assert part.isascii()
            assert part.islower()
            assert 3 <= len(part) <= 10 or part == "ijs"
            assert known.get(part, 0) & word or part == "zonne", part
            assert not known.get(part, 0) & Flag.GIVEN, part
        for one, other in combinations(listed, 2):
            assert not other.startswith(one), (one, other)
    assert not set(parts.first) & set(parts.second)
