"""Reports that are nearly the same share parts that no run encodes; that must stop no run."""

from analysis.corpus import Corpus, OpenedReport
from analysis.encoding import KEY_BYTES
from analysis.remembered import Remembered, seal_new_vectors, unpack_vectors
from reporting.vault.envelope import Purpose
from tests.conftest import Site
from tests.reporting.samples import report

MADE, NEVER_MADE = b"a" * KEY_BYTES, b"b" * KEY_BYTES


def test_only_what_was_encoded_is_kept(site: Site) -> None:
    corpus = Corpus((OpenedReport("0f" * 16, report(), 202611),), 0)
    remembered = Remembered({MADE: b"vector"}, {})
    [kept] = seal_new_vectors(corpus, [(MADE, NEVER_MADE)], remembered, site.manifest)
    opened = site.ring.open(kept.blob, Purpose.VECTORS, kept.object_id)
    assert unpack_vectors(opened) == {MADE: b"vector"}


def test_a_report_of_which_nothing_was_encoded_is_left_out(site: Site) -> None:
    corpus = Corpus((OpenedReport("0f" * 16, report(), 202611),), 0)
    assert seal_new_vectors(corpus, [(NEVER_MADE,)], Remembered({}, {}), site.manifest) == []


def test_what_was_kept_before_is_not_sealed_again(site: Site) -> None:
    corpus = Corpus((OpenedReport("0f" * 16, report(), 202611),), 0)
    remembered = Remembered({MADE: b"vector"}, {"0f" * 16: frozenset({MADE})})
    assert seal_new_vectors(corpus, [(MADE, NEVER_MADE)], remembered, site.manifest) == []
