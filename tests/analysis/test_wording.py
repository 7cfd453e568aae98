"""Words as a second witness: a shared tone is no shared subject."""

import numpy as np
import pytest

from analysis.arrays import LEFT_OUT
from analysis.clustering import cluster
from analysis.wording import UNHEARD, read_wording, weigh_words
from tests.analysis.conftest import MakeGroups

LADDER = [f"De ladder stond scheef tegen de {place}." for place in ("muur", "gevel", "dakgoot")]
TONE = [
    *("Een duif in huis!", "De koelkast bromt!", "Thee overal!", "Fiets weg!", "Pen leeg!"),
    *("Muis binnen!", "Lamp kapot!", "Stoel wiebelt!"),
]
STOP = {"nl": frozenset({"een", "tegen", "stond"})}


def test_shared_words_by_hand() -> None:
    texts = [*["kraan"] * 8, "kraan plint", "plint"]
    labels = np.array([0] * 8 + [1] * 2)
    found = read_wording(texts, ["nl"] * 10, {}).shared(labels)
    # kraan in 9 of 10, plint in 2 of 10; idf = ln(11 / (1 + n)) + 1
    kraan, plint = 1.095310, 2.299283
    length = np.hypot(kraan, plint)
    between = (8 * kraan / length) / 16  # eight pairs with "kraan plint", eight with "plint" at 0
    assert found == {0: pytest.approx(1 / between, rel=1e-5)}


def test_a_group_of_tone_is_left_out_and_one_of_subject_stays() -> None:
    texts = [*LADDER, *LADDER, *LADDER, *TONE]
    labels = np.array([0] * 9 + [1] * 8)
    kept = read_wording(texts, ["nl"] * 17, STOP).without_tone(labels)
    assert kept.tolist() == [0] * 9 + [LEFT_OUT] * 8


def test_too_few_pairs_are_not_judged() -> None:
    labels = np.array([0] * 3 + [1] * 7)
    wording = read_wording([*LADDER, *TONE[:7]], ["nl"] * 10, STOP)
    assert wording.without_tone(labels).tolist() == labels.tolist()


def test_words_of_two_languages_do_not_meet_but_count_together() -> None:
    texts = [*LADDER, *LADDER, "A pigeon!", "No tea!", "Bicycle gone!", *TONE]
    languages = ["nl"] * 6 + ["en"] * 3 + ["nl"] * 8
    labels = np.array([0] * 9 + [1] * 8)
    wording = read_wording(texts, languages, STOP)
    assert wording.without_tone(labels).tolist() == [0] * 9 + [LEFT_OUT] * 8


def test_another_order_gives_the_same(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 9, 6)
    subjects = ["ladder muur", "kraan last", "bril oog", "niets"]
    texts = [f"{subjects[theme]} woord{row}" for row, theme in enumerate(truth)]
    texts[:9] = [f"toon{row}" for row in range(9)]
    wording = read_wording(texts, ["nl"] * len(texts), {})
    order = np.random.default_rng(3).permutation(len(rows))
    one = cluster(rows, min_size=5, wording=wording)
    shuffled = read_wording([texts[row] for row in order], ["nl"] * len(texts), {})
    assert np.array_equal(one[order], cluster(rows[order], min_size=5, wording=shuffled))
    assert (one[:9] == LEFT_OUT).all()
    assert len(set(one.tolist()) - {LEFT_OUT}) == 2


def test_without_words_every_group_stays(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 9, 0)
    assert np.array_equal(UNHEARD.without_tone(truth), truth)
    assert (cluster(rows, min_size=5) >= 0).all()


def test_the_weights_of_words_by_hand() -> None:
    found = weigh_words([["kraan", "kraan", "vloer"], ["vloer"], []]).toarray()
    twice, once = (1 + np.log(2)) * (1 + np.log(4 / 2)), 1 + np.log(4 / 3)
    length = np.hypot(twice, once)
    assert found == pytest.approx(np.array([[twice / length, once / length], [0, 1], [0, 0]]))
