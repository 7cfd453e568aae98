"""What the form asks, and what it says about what was typed."""

import re
from urllib.parse import quote_plus

import pytest

from config.limits import STORY_MAX, TIP_MAX
from tests.app.intake.conftest import HandClock, StoredReports
from tests.app.intake.visitor import STORY, Visitor
from tests.app.page_checks import read_page

LONGEST = ("zus of zo ging het, " * 300)[:STORY_MAX].rstrip() + "."


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_form_page_stays_within_forty_kilobytes(visitor: Visitor, language: str) -> None:
    visitor.visit(f"/{language}/melden")
    assert visitor.response is not None
    assert len(visitor.response.data) <= 40_000
    assert len(visitor.page.attributes("script")) <= 1


def test_questions_stand_in_the_order_of_the_form(visitor: Visitor) -> None:
    page = visitor.visit("/nl/melden")
    groups = [one["id"] for one in page.attributes("div") if one.get("id", "").startswith("vraag-")]
    assert [name.removeprefix("vraag-") for name in groups] == [
        *("kind", "story", "involvement", "detection", "severity_actual", "consequence"),
        *("severity_potential", "factors", "helped", "tip", "stage", "unit", "when"),
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"story": STORY}, "Kies wat je wilt delen"),
        ({"kind": "K1"}, "Vertel wat er gebeurde"),
        ({"kind": "K1", "story": " \n\t "}, "Vertel wat er gebeurde"),
        ({"kind": "K1", "story": "x"}, "40 tekens of meer"),
        ({"kind": "K1", "story": "a" * (STORY_MAX + 1)}, "hoogstens 4000 tekens, nu 4001"),
        ({"kind": "K1", "story": STORY, "tip": "a" * (TIP_MAX + 1)}, "hoogstens 500 tekens"),
        ({"kind": "K1", "story": STORY, "factors": ["F01", "F02", "F03", "F04"]}, "hoogstens 3"),
    ],
)
def test_what_is_missing_or_too_much_is_said_beside_the_question(
    visitor: Visitor, fields: dict[str, str | list[str]], sentence: str
) -> None:
    visitor.visit("/nl/melden")
    page = visitor.send("/nl/controleren", 400, **fields)
    assert page.text.count(sentence) == 2
    assert page.typed("story") == str(fields.get("story", "")).strip()


def test_the_longest_story_goes_through(visitor: Visitor, stored_reports: StoredReports) -> None:
    visitor.check(story=LONGEST)
    visitor.press_send()
    assert stored_reports()[0].story == LONGEST


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\N{PILL}" * 4000, "\N{PILL}" * 4000),
        (f"{STORY}\r\n\r\nTwee\rdrie", f"{STORY}\n\nTwee\ndrie"),
        (f"{STORY} nul\x00 en\x07 bel", f"{STORY} nul en bel"),
        (f"{STORY} e\u0301\u0301n cafe\u0301", f"{STORY} é\u0301n café"),
        (
            f"\ufeff{STORY} zacht\u00adjes \u202eom\u2066gedraaid\u200b",
            f"{STORY} zachtjes omgedraaid",
        ),
        (f"{STORY} <script>alert(1)</script> {{{{7*7}}}}", None),
        (f"{STORY} '; DROP TABLE inbox; -- %s %(x)s", None),
    ],
)
def test_any_sign_is_stored_in_one_form_and_stays_text(
    visitor: Visitor, stored_reports: StoredReports, typed: str, kept: str | None
) -> None:
    visitor.visit("/nl/melden")
    body = f"staat={visitor.page.hidden['staat']}&kind=K1&story="
    answer = visitor.post("/nl/controleren", body + quote_plus(typed))
    assert answer.status_code == 200
    assert "<script>alert" not in answer.get_data(as_text=True)
    visitor.page = read_page(answer)
    visitor.press_send()
    assert stored_reports()[0].story == (kept if kept is not None else typed)


def test_invalid_utf_8_and_lone_surrogates_do_no_harm(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.visit("/nl/melden")
    body = f"staat={visitor.page.hidden['staat']}&kind=K1&story="
    answer = visitor.post(
        "/nl/controleren", body + "Een+verhaal+van+genoeg+tekens+" * 3 + "%FF%ED%A0%80"
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", "Directie"),
        ("kind", "K9"),
        ("factors", "F99"),
        ("when", "gisteren"),
        ("stage", "'"),
    ],
)
def test_an_answer_that_is_no_choice_is_refused_and_the_story_stays(
    visitor: Visitor, field: str, value: str
) -> None:
    visitor.visit("/nl/melden")
    fields = {"kind": "K1", "story": STORY, field: value}
    page = visitor.send("/nl/controleren", 400, **fields)
    assert "stond niet op ons formulier" in page.text
    assert page.typed("story") == STORY


def test_a_field_that_the_form_does_not_have_is_refused(visitor: Visitor) -> None:
    visitor.visit("/nl/melden")
    visitor.send("/nl/controleren", 400, kind="K1", story=STORY, name="Karin")


def test_the_same_answer_twice_counts_once(visitor: Visitor, stored_reports: StoredReports) -> None:
    visitor.check(kind=["K1", "K2"], factors=["F01", "F01", "F02", "F01", "F02"])
    visitor.press_send()
    assert (stored_reports()[0].kind, stored_reports()[0].factors) == ("K1", ("F01", "F02"))


def test_a_page_that_lay_open_too_long_keeps_what_was_typed(
    visitor: Visitor, clock: HandClock, stored_reports: StoredReports
) -> None:
    visitor.check(factors=["F04"])
    code = visitor.code
    clock.move(minutes=61)
    page = visitor.press_send(400, story=STORY + " Meer.")
    assert "verlopen" in page.text
    assert page.typed("story") == STORY + " Meer."
    assert {("kind", "K1"), ("factors", "F04")} <= page.chosen
    assert stored_reports() == []
    visitor.send("/nl/controleren", kind="K1", story=STORY)
    assert visitor.code == code


@pytest.mark.parametrize("path", ["/nl/controleren", "/nl/versturen"])
@pytest.mark.parametrize("token", ["onzin", "gAAAAABm" + "A" * 200, "\N{PILL}", "AAAA" * 9000])
def test_a_garbled_state_gives_the_form_again_with_the_text(
    visitor: Visitor, path: str, token: str
) -> None:
    page = visitor.send(path, 400, staat=token, kind="K2", story=STORY)
    assert "verlopen" in page.text
    assert page.typed("story") == STORY


def test_a_state_of_one_page_is_not_taken_by_another(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.visit("/nl/melden")
    visitor.send("/nl/versturen", 400, kind="K1", story=STORY)
    assert stored_reports() == []


def test_without_a_state_nothing_is_sent(visitor: Visitor, stored_reports: StoredReports) -> None:
    visitor.send("/nl/versturen", 400, kind="K1", story=STORY)
    assert stored_reports() == []


def test_the_state_does_not_show_the_story(visitor: Visitor) -> None:
    token = visitor.check().hidden["staat"]
    assert re.fullmatch(r"[A-Za-z0-9_=-]+", token)
    assert "spuit" not in token


def test_texts_for_every_kind_of_report_are_on_the_page(visitor: Visitor) -> None:
    page = visitor.visit("/nl/melden")
    for sentence in ("Wat gebeurde er?", "Wat kan er misgaan?", "Wat ging er goed?"):
        assert sentence in page.text
    [severity] = [one for one in page.attributes("div") if one.get("id") == "vraag-severity_actual"]
    assert {"vr-hidden-K3", "vr-hidden-K4"} <= set(severity["class"].split())


def test_the_factors_stand_in_another_order_for_each_reporter_and_stay_so(visitor: Visitor) -> None:
    def order() -> tuple[str, ...]:
        offered = (one for one in visitor.page.attributes("input") if one["name"] == "factors")
        return tuple(one["value"] for one in offered)

    seen = set()
    for _ in range(5):
        visitor.visit("/nl/melden")
        seen.add(order())
    assert len(seen) > 1
    before = order()
    assert set(before[:3]) == {"F01", "F02", "F03"}
    visitor.send("/nl/controleren", kind="K1", story=STORY)
    visitor.send("/nl/melden", story=STORY, tip="")
    assert order() == before
