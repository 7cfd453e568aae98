import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.masking.mask import mask
from reporting.masking.placeholders import PLACEHOLDER

PIECES = st.sampled_from(
    [
        "Anneke",
        "de Vries",
        "mevrouw",
        "jansma",
        "Van der Berg",
        "in",
        "Zwolle",
        "06-12345678",
        "op 4-6",
        "12 mei 2025",
        "(52)",
        "is 61 en",
        "[naam 1]",
        "[name 2]",
        "kamer 6",
        "bij",
        "Bakkerij De Ster",
        "a.b@c.nl",
        "@piet_1",
        "ticket",
        "AB-12345",
        "NL91ABNA0417164300",
        "111222333",
        "bsn",
        "De",
        "directeur",
        "enige",
        "kok",
        "KEES",
        "\n",
        ".",
        ",",
        ";",
        "“",
        "'s",
        "\u200f",
        "\x00",
        "�",
        "é",
        "ß",
        "İ",
        "١٢",
        "²",
        "Wilgenstraat 8",
        "1234 AB",
        "10.0.0.1",
        "http://a.b/c",
        "GT-889-B",
        "Will",
        "Mark",
        "Tuesday",
        "I'm",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map(" ".join)
ANY_TEXT = st.text(
    st.characters() | st.sampled_from(string.ascii_letters + string.digits + " .-@/"), max_size=120
)
LANGUAGES = st.sampled_from([None, "nl", "en"])
QUICK = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    database=None,
)


@pytest.fixture(scope="module", autouse=True)
def lists_are_loaded() -> None:
    mask("Jan")


@QUICK
@given(TEXTS | ANY_TEXT, LANGUAGES)
def test_masking_twice_is_masking_once(text: str, language: str | None) -> None:
    once = mask(text, language)
    assert mask(once.text, once.language).text == once.text
    if language is None or once.spans:
        assert mask(once.text).text == once.text


@QUICK
@given(TEXTS | ANY_TEXT, LANGUAGES)
def test_spans_are_sorted_apart_and_inside_and_leave_placeholders_alone(
    text: str, language: str | None
) -> None:
    spans = mask(text, language).spans
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    for match in PLACEHOLDER.finditer(text):
        assert all(span.end <= match.start() or match.end() <= span.start for span in spans)


@QUICK
@given(TEXTS)
def test_no_found_number_or_address_is_left_in_the_masked_text(text: str) -> None:
    masked = mask(text)
    numbers = {"PHONE", "EMAIL", "IBAN", "BSN", "PLATE", "URL", "IP", "USERNAME"}
    for span in masked.spans:
        if span.label in numbers:
            assert text[span.start : span.end] not in masked.text


@QUICK
@given(TEXTS)
def test_what_is_not_masked_is_not_changed(text: str) -> None:
    masked = mask(text)
    position, kept = 0, []
    for span in masked.spans:
        kept.append(text[position : span.start])
        position = span.end
    kept.append(text[position:])
    rest = masked.text
    for piece in kept:
        assert piece in rest
        rest = rest[rest.index(piece) + len(piece) :]
