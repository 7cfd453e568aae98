import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.limits import IMPORT_STORY_MAX, STORY_MAX, STORY_MIN, TIP_MAX
from config.taxonomy import load_taxonomy
from reporting.errors import CannotOpen, StoryTooLong, StoryTooShort, UnknownCode
from reporting.report import (
    MANY_CODES,
    ONE_CODE,
    Report,
    ThreadAddress,
    check_report,
    pack_report,
    tidy,
    unpack_report,
)
from tests.reporting.samples import report

ADDRESS = ThreadAddress(b"l" * 16, b"p" * 1216)
AXES = {"severity_actual": "severity", "severity_potential": "severity"}

reports = st.builds(
    Report,
    story=st.text(max_size=300).map(tidy),
    language=st.sampled_from(["nl", "en"]),
    kind=st.sampled_from(["K1", "K2", "K3", "K4"]),
    month=st.sampled_from(["", "2026-11"]),
    unit=st.none() | st.just("Spoed"),
    helped=st.sampled_from([(), ("H1",), ("H1", "H2")]),
    tip=st.text(max_size=100).map(tidy),
    thread=st.sampled_from([None, ADDRESS]),
)


@given(reports)
def test_a_packed_report_comes_back_whole(packed: Report) -> None:
    assert unpack_report(pack_report(packed)) == packed


def changed(**content: object) -> bytes:
    document = json.loads(pack_report(report()))
    document["report"] |= content
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b"\xff",
        b'{"version": 2, "report": {}}',
        b'{"version": 1, "report": {"story": "x"}}',
        changed(surname="x"),
        changed(thread=["AA=="]),
        changed(thread=["no base64", "!"]),
        changed(factors=None),
    ],
)
def test_what_is_no_report_does_not_unpack(payload: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpack_report(payload)


def test_a_story_has_its_bounds() -> None:
    check_report(report(story="a" * STORY_MIN))
    check_report(report(story="a" * IMPORT_STORY_MAX))
    check_report(report(story="😀" * STORY_MAX, tip="a" * TIP_MAX), story_max=STORY_MAX)
    with pytest.raises(StoryTooShort):
        check_report(report(story="a" * (STORY_MIN - 1) + "  \n"))
    with pytest.raises(StoryTooLong):
        check_report(report(story="a" * (STORY_MAX + 1)), story_max=STORY_MAX)
    with pytest.raises(StoryTooLong):
        check_report(report(tip="a" * (TIP_MAX + 1)))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ""},
        {"kind": None},
        {"kind": "K5"},
        {"kind": "K1 "},
        {"involvement": "X1"},
        {"detection": ""},
        {"severity_actual": "S5"},
        {"stage": "K1"},
        {"unit": "a" * 81},
        {"unit": "a\nb"},
        {"factors": ("F01", "F02", "F03", "F04")},
        {"factors": ("F1",)},
        {"helped": ("F01",)},
        {"consequence": ("",)},
        {"language": "de"},
        {"month": "2026-13"},
        {"month": "2026-1"},
        {"when": "2026-11-24T02:00"},
    ],
    ids=str,
)
def test_an_answer_that_is_no_choice_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(UnknownCode):
        check_report(report(**changes))


def test_every_code_of_the_taxonomy_fits() -> None:
    taxonomy = load_taxonomy()
    for field, pattern in {**ONE_CODE, **MANY_CODES}.items():
        if field not in {"unit", "when"}:
            codes = [code.id for code in taxonomy.axis(AXES.get(field, field))]
            assert codes
            assert [code for code in codes if not pattern.fullmatch(code)] == []


def test_text_has_one_form() -> None:
    assert tidy(" e\u0301\r\nb\rc\x00\ud800\td ") == "é\nb\nc\td"


@given(st.text())
def test_tidy_text_stays_and_can_be_written(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    tidy(text).encode()
