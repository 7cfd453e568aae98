"""The steps that every run shares."""

from collections.abc import Sequence

import numpy as np

from analysis.arrays import FloatArray, unit_rows
from analysis.encoding import RememberingEncoder
from analysis.themes import find_groups
from tests.analysis.corpora import told_reports

ALIKE = [f"Het hekwerk bij de {place} stond open." for place in "abcdefghi"]
SILENT = [
    *("Duif vliegt binnen.", "Koelkast bromt.", "Fiets piept.", "Lamp knippert.", "Muis ontsnapt."),
    *("Thee morst.", "Raam kiert.", "Pen lekt.", "Stoel wiebelt."),
]


class TwoWays:
    """Sees two subjects only: texts with a fence in them, and all others."""

    name = "two ways"
    comparable = True

    def encode(self, texts: Sequence[str]) -> FloatArray:
        rng = np.random.default_rng(len(texts))
        noise = rng.normal(scale=0.25, size=(len(texts), 12))
        for row, text in enumerate(texts):
            noise[row, 0 if "hek" in text else 1] += 1
        return unit_rows(noise.astype(np.float32))


def test_a_group_that_shares_no_word_is_no_group() -> None:
    groups = find_groups([*ALIKE, *SILENT], ["nl"] * 18, TwoWays(), min_size=5)
    assert groups.labels.tolist() == [0] * 9 + [-1] * 9
    assert groups.members(0) == list(range(9))
    assert [names["nl"].source for names in groups.names] == ["nl"]


def test_a_few_reports_may_be_a_group_without_sharing_a_word() -> None:
    groups = find_groups([*ALIKE, *SILENT[:7]], ["nl"] * 16, TwoWays(), min_size=5)
    assert set(groups.labels.tolist()) == {0, 1}
    assert groups.names[1]["nl"].source == ""


def test_one_report_sent_many_times_is_no_theme(encoder: RememberingEncoder) -> None:
    told = [report for report in told_reports() if report.subject]
    flood = "De kok heeft vandaag alweer veel te veel zout in de erwtensoep gedaan."
    texts = [*(report.text for report in told), *[flood] * 12]
    groups = find_groups(
        texts, [*(report.language for report in told), *["nl"] * 12], encoder, min_size=5
    )
    assert (groups.labels[len(told) :] == -1).all()
    assert len(groups.names) >= 2


def test_no_reports_give_no_groups() -> None:
    groups = find_groups([], [], TwoWays(), min_size=5)
    assert groups.names == ()
    assert groups.labels.shape == (0,)
