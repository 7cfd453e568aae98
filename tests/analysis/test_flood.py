"""A flood is seen, whatever its order; ordinary reports about one subject are no flood."""

import numpy as np
import pytest

from analysis.corpus import Corpus, OpenedReport
from analysis.flood import largest_alike, size_of_flood
from app.cli.demo import demo_records
from tests.reporting.samples import report

LONG = (
    "Gisteren stond de nooddeur van het magazijn weer open omdat de dranger stuk is, en dat is al "
    "drie weken zo. Ik heb het gemeld bij de receptie en er is nog niets mee gedaan tot nu toe."
)


def variants(times: int) -> list[str]:
    """The same story with a few words changed, as who floods does."""
    ends = ("Echt waar.", "Doe er wat aan!", "Het moet anders.", "Alweer.", "Zo gaat het mis.")
    return [f"{LONG} {ends[at % 5]} Nummer {at}." for at in range(times)]


def test_the_same_story_many_times_is_a_flood() -> None:
    others = [record["story"] for record in demo_records()]
    assert largest_alike([*others, *variants(12)]) == 12


def test_ordinary_reports_are_none() -> None:
    assert largest_alike([record["story"] for record in demo_records()]) < 5
    assert largest_alike(["een twee drie vier", "vijf zes zeven acht"]) == 0
    assert largest_alike([]) == 0
    assert largest_alike(["ja", ""]) == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_reports_does_not_matter(seed: int) -> None:
    stories = [*variants(9), *(record["story"] for record in demo_records())]
    mixed = [stories[at] for at in np.random.default_rng(seed).permutation(len(stories))]
    assert largest_alike(mixed) == largest_alike(stories) == 9


def test_only_the_last_two_months_count() -> None:
    months = ["2026-11"] * 3 + ["2026-10"] * 2 + ["2026-09"] * 9 + [""] * 9
    opened = tuple(
        OpenedReport(f"{at:032x}", report(story=story, month=month))
        for at, (story, month) in enumerate(zip(variants(23), months, strict=True))
    )
    assert size_of_flood(Corpus(opened, 0), "2026-11") == 5
