"""The trend tables: what is drawn, and what cannot be worked out from it."""

import numpy as np
import pandas as pd
import pytest

from analysis.trends import build_trends, code_table
from config.limits import MIN_CELL

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
LAST = "2025-12"


def frame_of(counts: list[int], **codes: object) -> pd.DataFrame:
    """Reports per month of 2025; every report with the same codes unless told otherwise."""
    months = [month for month, count in zip(MONTHS, counts, strict=False) for _ in range(count)]
    fixed = {
        "kind": "K1",
        "factors": ("F04", "F06"),
        "helped": ("H7",),
        "severity_actual": "S0",
        "severity_potential": "S3",
        "stage": None,
        "detection": "D1",
    }
    rows = {name: [codes.get(name, value)] * len(months) for name, value in fixed.items()}
    return pd.DataFrame({"month": months, **rows})


def test_a_year_of_months_with_limits() -> None:
    counts = [10, 12, 9, 11, 8, 12, 10, 9, 12, 11, 8, 8]
    chart = build_trends(frame_of(counts), last_month=LAST)["chart"]
    assert chart["periods"] == MONTHS
    assert chart["counts"] == counts
    assert chart["centre"] == 10.0
    assert (chart["lower"], chart["upper"]) == (0.5, 19.5)
    assert (chart["grouped_by"], chart["provisional"], chart["signals"]) == ("month", False, [])


def test_a_special_month_is_named() -> None:
    trends = build_trends(frame_of([10, 9, 11, 10, 9, 40, 11, 10, 9, 10, 11, 10]), last_month=LAST)
    assert {"rule": "outside", "period": "2025-06"} in trends["chart"]["signals"]
    assert trends["variation"] == "special"


def test_a_month_below_five_is_withheld_and_cannot_be_worked_out() -> None:
    counts = [10, 12, 9, 3, 8, 12, 10, 9, 12, 11, 8, 8]
    chart = build_trends(frame_of(counts), last_month=LAST)["chart"]
    assert chart["counts"][3] is None
    shown = [count for count in chart["counts"] if count is not None]
    assert chart["centre"] == pytest.approx(np.mean(shown), abs=0.05)


def test_many_small_months_become_quarters() -> None:
    chart = build_trends(frame_of([6, 2, 3, 4, 2, 1, 2, 1, 1, 6, 2, 3]), last_month=LAST)["chart"]
    assert chart["periods"] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert chart["counts"] == [11, 7, None, 11]
    assert chart["centre"] is None


def test_an_unfinished_month_and_the_first_trickle_are_left_out() -> None:
    chart = build_trends(frame_of([1, 2, *[8] * 10]), last_month="2025-11")["chart"]
    assert chart["periods"] == MONTHS[2:11]


def test_a_number_once_shown_stays_when_one_report_is_withdrawn() -> None:
    first = build_trends(frame_of([8] * 12), last_month=LAST)["chart"]
    again = build_trends(frame_of([7, 8, 9, *[8] * 9]), last_month=LAST, shown_before=first)
    assert again["chart"]["counts"] == first["counts"]
    crowd = build_trends(frame_of([30, *[8] * 11]), last_month=LAST, shown_before=first)
    assert crowd["chart"]["counts"][0] == 30


def test_a_month_once_withheld_opens_only_for_a_crowd() -> None:
    first = build_trends(frame_of([8, 4, *[8] * 10]), last_month=LAST)["chart"]
    one_more = build_trends(frame_of([8, 5, *[8] * 10]), last_month=LAST, shown_before=first)
    assert one_more["chart"]["counts"][1] is None
    crowd = build_trends(frame_of([8, 12, *[8] * 10]), last_month=LAST, shown_before=first)
    assert crowd["chart"]["counts"][1] == 12


def test_rates_when_the_size_of_the_organisation_is_known() -> None:
    exposure = dict.fromkeys(MONTHS, 1.8)
    frame = frame_of([6, 5] * 6)
    chart = build_trends(frame, last_month=LAST, exposure=exposure)["chart"]
    assert chart["rates"][:2] == [3.33, 2.78]
    assert chart["upper"][0] == pytest.approx(66 / 21.6 + 3 * (66 / 21.6 / 1.8) ** 0.5, abs=0.01)


def test_a_month_of_unknown_size_gives_a_chart_of_counts() -> None:
    exposure = dict.fromkeys(MONTHS[:-1], 1.8)
    assert (
        build_trends(frame_of([8] * 12), last_month=LAST, exposure=exposure)["chart"]["rates"]
        is None
    )


def test_tables_show_bands_and_no_small_cell() -> None:
    rows = [("F04", "F06")] * 12 + [("F04",)] * 10 + [("F11",)] * 3
    table = code_table(pd.DataFrame({"factors": rows}), "factors")
    assert table == [
        {"code": "F04", "band": "20-49"},
        {"code": "F06", "band": "10-19"},
        {"code": "F11", "band": None},
    ]


def test_a_table_whose_total_is_known_hides_a_second_cell() -> None:
    kinds = ["K1"] * 30 + ["K2"] * 8 + ["K4"] * 2
    table = code_table(pd.DataFrame({"kind": kinds}), "kind")
    assert [row["band"] for row in table] == ["20-49", None, None]


def test_the_order_in_a_table_tells_no_more_than_its_bands() -> None:
    codes = [("F09",)] * 11 + [("F02",)] * 14
    table = code_table(pd.DataFrame({"factors": codes}), "factors")
    assert [row["code"] for row in table] == ["F02", "F09"]


def test_free_lessons_are_counted_in_bands() -> None:
    assert build_trends(frame_of([8] * 12), last_month=LAST)["luck"] == {
        "free_lessons": "50+",
        "only_luck": "50+",
    }


def test_no_reports_give_an_empty_chart_and_empty_tables() -> None:
    trends = build_trends(frame_of([]), last_month=LAST)
    assert trends["chart"]["periods"] == []
    assert trends["kinds"] == []
    assert trends["luck"] == {"free_lessons": None, "only_luck": None}


def test_no_count_below_five_appears_anywhere() -> None:
    rng = np.random.default_rng(8)
    for _ in range(20):
        counts = rng.poisson(6, 12).tolist()
        trends = build_trends(frame_of(counts), last_month=LAST)
        shown = [count for count in trends["chart"]["counts"] if count is not None]
        assert all(count >= MIN_CELL for count in shown)


def test_order_of_reports_does_not_matter() -> None:
    frame = frame_of([10, 12, 9, 11, 8, 12, 10, 9, 12, 11, 8, 8])
    mixed = frame.sample(frac=1, random_state=4)
    assert build_trends(mixed, last_month=LAST) == build_trends(frame, last_month=LAST)
