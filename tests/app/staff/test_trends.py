"""The trend report: a picture with its numbers beside it, and how not to use it."""

import re

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import CHART, DOCUMENT, TRENDS, publish


@pytest.fixture
def safety(engine: Engine, signed_in: SignedIn) -> Colleague:
    return signed_in(Role.SAFETY_HR)


def first_table(colleague: Colleague) -> list[tuple[str, str, str]]:
    """Period, count and remark of each row of the table under the chart."""
    html = colleague.client.get("/trends").text
    body = html.partition("<tbody")[2].partition("</tbody>")[0]
    rows = re.findall(r"<th[^>]*>(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>", body)
    return [(str(a), str(b), str(c)) for a, b, c in rows]


def test_the_picture_has_a_name_and_a_description_and_no_style(safety: Colleague) -> None:
    page = safety.visit("/trends")
    drawn = [one for one in page.attributes("svg") if one.get("role") == "img"]
    assert [one["class"] for one in drawn] == ["vr-wide", "vr-narrow"]
    for svg, size in zip(drawn, ("wide", "narrow"), strict=True):
        assert svg["aria-labelledby"] == f"titel-{size} uitleg-{size}"
    ids = [one["id"] for tag in ("title", "desc") for one in page.attributes(tag) if "id" in one]
    assert sorted(ids) == ["titel-narrow", "titel-wide", "uitleg-narrow", "uitleg-wide"]
    assert "Meldingen per maand" in page.text
    assert "4 perioden, van 9 tot 31 meldingen." in page.text
    assert "Het midden is 16,5" in page.text
    assert "grens 4,3" in page.text
    assert [tag for tag, of in page.tags if "style" in of] == []
    assert page.attributes("image") == page.attributes("foreignobject") == []


def test_the_table_has_the_numbers_of_the_picture(safety: Colleague) -> None:
    safety.visit("/trends")
    rows = first_table(safety)
    assert [row[1] for row in rows] == ["12", "9", "minder dan 5", "31", "14"]
    assert [row[2] for row in rows] == ["", "", "", "valt op", ""]
    assert rows[0][0] == "jun 2026"


def test_a_withheld_month_is_a_gap_in_the_picture(safety: Colleague) -> None:
    svg = safety.client.get("/trends").text.partition("<svg xmlns")[2].partition("</svg>")[0]
    symbols = svg.partition("mark-symbol")[2].partition("</g>")[0]
    lines = svg.partition("mark-line")[2].partition("</g>")[0]
    assert symbols.count("<path") == sum(count is not None for count in CHART["counts"]) == 4
    [drawn] = re.findall(r' d="(M[^"]+)"', lines)
    assert drawn.count("M") == 2
    assert [period for period in ("aug 2026", "jun 2026") if period not in svg] == []


def test_other_answers_are_in_bands(safety: Colleague) -> None:
    text = safety.visit("/trends").text
    assert "afgeleid of gestoord 20–49" in text
    assert "ging juist goed minder dan 5, of verborgen" in text


def test_special_variation_is_no_alarm(safety: Colleague) -> None:
    text = safety.visit("/trends").text
    assert "Bijzondere variatie. Zoek eerst uit of het melden veranderde" in text
    assert "Minder meldingen betekent niet veiliger werk." in text
    assert "voorlopig" in text
    assert "lang aan één kant" not in text


def test_a_run_on_one_side_is_explained(empty: Engine, signed_in: SignedIn) -> None:
    chart = {**CHART, "signals": [{"period": None, "rule": "run"}]}
    publish(empty, {**DOCUMENT, "trends": {**TRENDS, "chart": chart}})
    text = signed_in(Role.SAFETY_HR).visit("/trends").text
    assert "De maanden liggen lang aan één kant van het midden" in text
    assert "valt op" not in text.partition("Toon als tabel")[2].partition("De doorgetrokken")[0]


def test_only_kinds_and_factors_are_unfolded(empty: Engine, signed_in: SignedIn) -> None:
    more = {**TRENDS, "stage": [{"code": "W4", "band": "10-19"}]}
    publish(empty, {**DOCUMENT, "trends": more})
    text = signed_in(Role.SAFETY_HR).visit("/trends").text
    folded = text.partition("Meer tabellen")[2]
    assert "Bij wat voor werk" in folded
    assert "Wat speelde mee" not in folded


def test_ordinary_variation_by_quarter_is_told_as_such(empty: Engine, signed_in: SignedIn) -> None:
    chart = {
        **CHART,
        "periods": ["2026-Q1", "2026-Q2"],
        "counts": [7, 8],
        "centre": 7.5,
        "lower": 0.0,
        "upper": 15.7,
        "signals": [],
        "grouped_by": "quarter",
    }
    publish(empty, {**DOCUMENT, "trends": {**TRENDS, "chart": chart, "variation": "ordinary"}})
    safety = signed_in(Role.SAFETY_HR)
    text = safety.visit("/trends").text
    assert "Gewone variatie." in text
    assert "Meldingen per kwartaal" in text
    assert "2026 · K1" in text


def test_too_few_months_say_nothing_about_variation(empty: Engine, signed_in: SignedIn) -> None:
    chart = {**CHART, "centre": None, "lower": None, "upper": None, "signals": []}
    publish(empty, {**DOCUMENT, "trends": {**TRENDS, "chart": chart, "variation": "ordinary"}})
    text = signed_in(Role.SAFETY_HR).visit("/trends").text
    assert "te weinig maanden" in text
    assert "variatie." not in text.replace("over variatie te zeggen.", "").split("Meldingen per")[0]


@pytest.mark.parametrize("trends", [None, {**TRENDS, "chart": {**CHART, "periods": []}}])
def test_without_a_full_month_there_is_nothing_to_show(
    empty: Engine, signed_in: SignedIn, trends: object
) -> None:
    publish(empty, {**DOCUMENT, "trends": trends})
    assert "Er is nog niets te laten zien." in signed_in(Role.SAFETY_HR).visit("/trends").text


def test_before_the_first_release_there_is_nothing_to_show(
    empty: Engine, signed_in: SignedIn
) -> None:
    assert "Er is nog niets te laten zien." in signed_in(Role.SAFETY_HR).visit("/trends").text


def test_only_withheld_months_are_a_picture_without_points(
    empty: Engine, signed_in: SignedIn
) -> None:
    chart = {**CHART, "counts": [None] * 5, "centre": None, "signals": []}
    publish(empty, {**DOCUMENT, "trends": {**TRENDS, "chart": chart}})
    page = signed_in(Role.SAFETY_HR).visit("/trends")
    assert "nog geen maanden met genoeg meldingen" in page.text
