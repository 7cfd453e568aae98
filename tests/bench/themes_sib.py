"""`python -m tests.bench.themes_sib FOLDER [LANGUAGE …]`: one subject told in several languages.

FOLDER holds SIB-200 (Adelani et al. 2024, arXiv:2309.07445; CC BY-SA 4.0) as it is published: one
folder per language, such as `nld_Latn`, with tables of `index_id`, `category` and `text`. The same
id is the same sentence in every language. The set is not part of this project; without it, nothing
is measured. Dutch and English by default; name others by their folder.
"""

import csv
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from analysis.arrays import FloatArray
from analysis.clustering import cluster
from analysis.embedding import embed_reports
from analysis.encoders.choice import best_encoder
from config.limits import K_THEME
from tests.bench.machine import Figure, Section, as_markdown
from tests.bench.themes_scoring import agreement

LANGUAGES = ("nld_Latn", "eng_Latn")
LETTERS = 3
"""Of a folder's name that name the language."""

Told = Mapping[str, tuple[str, str]]
"""Category and text by id."""


def read(folder: Path) -> Told:
    """All tables of one language together."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[row["index_id"]] = (row["category"], row["text"])
    return found


def shared(languages: Mapping[str, Told]) -> list[str]:
    """The ids that are told in every language."""
    return sorted(set.intersection(*(set(told) for told in languages.values())))


def nearest_is_itself(one: FloatArray, other: FloatArray) -> float:
    """Share of the rows of `one` whose nearest row in `other` is the same sentence."""
    return float(((one @ other.T).argmax(axis=1) == np.arange(len(one))).mean())


def measure(languages: Mapping[str, Told]) -> Section:
    """How well a sentence finds itself in another language, and groups beside the categories."""
    ids = shared(languages)
    codes = [name[:LETTERS] for name in languages for _ in ids]
    texts = [told[one][1] for told in languages.values() for one in ids]
    key = [told[one][0] for told in languages.values() for one in ids]
    vectors = embed_reports(texts, codes, best_encoder(texts)).vectors
    parts = np.split(vectors, len(languages))
    figures = []
    for (name, one), (next_name, other) in pairwise(zip(languages, parts, strict=True)):
        there, back = nearest_is_itself(one, other), nearest_is_itself(other, one)
        figures.append(Figure(f"{name} finds itself in {next_name}", f"{there:.3f}"))
        figures.append(Figure(f"{next_name} finds itself in {name}", f"{back:.3f}"))
    groups = [int(g) if g >= 0 else None for g in cluster(vectors, min_size=K_THEME)]
    good = agreement(key, groups, codes)
    words = f"ARI {good.ari:.2f}, AMI {good.ami:.2f}, left out {good.left_out:.0%}"
    figures.append(Figure(f"groups of {len(texts)} sentences beside the categories", words))
    pairs = f"{good.across:.2f} across languages, {good.within:.2f} in one"
    figures.append(Figure("pairs of one category in one group", pairs))
    return Section(f"SIB-200: {', '.join(languages)}", figures)


def main(arguments: Sequence[str]) -> None:
    """Measure the languages named, or Dutch and English."""
    if not arguments:
        raise SystemExit(__doc__)
    folder, names = Path(arguments[0]), arguments[1:] or LANGUAGES
    languages = {name: read(folder / name) for name in names}
    if missing := [name for name, told in languages.items() if not told]:
        raise SystemExit(f"no sentences in {folder} for {', '.join(missing)}")
    print(as_markdown([measure(languages)]))  # noqa: T201 - run by hand


if __name__ == "__main__":
    main(sys.argv[1:])
