"""Sentences that say what people say around any event weigh less, where nothing else tells them."""

import numpy as np
import pytest

from analysis.arrays import unit_rows
from analysis.asides import LEAST_WEIGHT, Asides, read_asides
from analysis.embedding import ENOUGH_TO_JUDGE, embed_reports, memory_keys
from analysis.encoding import RememberingEncoder
from analysis.normalise import sentences
from tests.analysis.corpora import told_reports

# Not in the list, and in other words than there.
ASIDES = {
    "nl": ["Er was weer eens niemand om in te springen.", "Mijn chef reageerde heel netjes."],
    "en": ["We were understaffed once again.", "My supervisor was kind about it."],
    "de": ["Zum Glück wurde niemand verletzt.", "Es war sehr viel los an diesem Tag."],
    "fr": ["Heureusement, personne n'a été blessé.", "J'en ai parlé à mon chef."],
}
TELLING = {
    "nl": ["De tillift liet los tijdens de transfer.", "Het etiket hoorde bij een andere zending."],
    "en": ["The sling of the hoist came loose.", "The forklift hit the racking in bay four."],
    "de": ["Der Gabelstapler fuhr gegen das Regal."],
    "fr": ["Le chariot élévateur a heurté l'étagère."],
}


@pytest.mark.parametrize("code", ASIDES)
def test_asides_weigh_less_than_telling_sentences(encoder: RememberingEncoder, code: str) -> None:
    asides = read_asides(encoder.encode)
    light, full = (asides.weigh(encoder.encode(some[code])) for some in (ASIDES, TELLING))
    assert light.mean() < full.mean() - 0.2


def test_the_weights_by_hand() -> None:
    known = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=np.float32)
    asides = Asides((("a", "b", "c"), ("d", "e", "f")), lambda _texts: unit_rows(known))
    # Cosines between the asides: 0.71, 0 and 0.71, so 0.47 on average and 0.33 around it.
    assert asides.weigh(np.array([[0, 0, 1], [9, 0, 0]], dtype=np.float32)).tolist() == [
        1,
        LEAST_WEIGHT,
    ]
    half = np.array([[0.4714 + 2 * 0.3333, 0, 0]], dtype=np.float32)
    assert asides.weigh(half) == pytest.approx(0.5, abs=0.01)
    assert asides.weigh(half[:0]).shape == (0,)


def test_both_languages_hold_the_same_asides(encoder: RememberingEncoder) -> None:
    one, other = (encoder.encode(own) for own in read_asides(encoder.encode).sentences)
    assert len(one) == len(other)
    assert ((one @ other.T).argmax(axis=1) == np.arange(len(one))).mean() > 0.9


def test_asides_pull_few_reports_together_less(encoder: RememberingEncoder) -> None:
    aside = "We were understaffed once again. My supervisor was kind about it."
    one, other = "The floor was wet and I slipped. ", "The label was of another parcel. "
    plain, weighed = (
        encoder.means([sentences(one + aside), sentences(other + aside)], weighed=weighed)
        for weighed in (False, True)
    )
    assert weighed[0] @ weighed[1] < plain[0] @ plain[1] - 0.1


def test_among_enough_reports_recurrence_judges_instead(encoder: RememberingEncoder) -> None:
    reports = told_reports(with_stock=True)
    for times in (1, ENOUGH_TO_JUDGE // len(reports) + 1):
        texts = [f"{r.text} Copy {copy}." for copy in range(times) for r in reports]
        languages = [r.language for r in reports] * times
        memory: dict[bytes, bytes] = {}
        remembers = RememberingEncoder(encoder, memory)
        spoken = embed_reports(texts, languages, remembers).texts
        own = memory_keys(texts, spoken, remembers)
        weighed = {remembers.key_of_mean(sentences(text), weighed=True) for text in spoken}
        assert bool(weighed & memory.keys()) == (len(texts) < ENOUGH_TO_JUDGE)
        assert {key for keys in own for key in keys[:2]} <= memory.keys()
