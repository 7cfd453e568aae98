"""Clustering by size: time, memory and quality from ten thousand to a million reports.

There are no million real reports. These are made from real ones: the vectors of the demo, and of
the files named on the command line give the directions of themes (each a mixture of two) and the
shape of the noise around them (normal, with the covariance of real vectors). A member is 0.65 of its
theme and the rest noise. Three in ten reports are noise alone.

`python -m tests.bench.scale [--sizes 10000,100000] [FILE …]`
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from analysis.arrays import FloatArray, IntArray, unit_rows
from analysis.clustering import Scale, cluster
from analysis.embedding import embed_reports
from analysis.encoders.choice import best_encoder
from config.limits import K_THEME
from tests.bench.analysis import demo_reports, reports_of
from tests.bench.machine import Figure, Section, as_markdown, peak_mb

SIZES = (10_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
PER_THEME = 150
"""Reports of a theme, on average."""
STRAYS = 0.3
CLOSENESS = 0.65
"""Share of its theme in a member; the noise has the rest of the length."""
BLOCK = 20_000
EXACT_UP_TO = 10_000


def real_vectors(files: Sequence[Path]) -> FloatArray:
    found = []
    for reports in (demo_reports(), *map(reports_of, files)):
        texts = [one["text"] for one in reports][:1_500]
        codes = [one["lang"] for one in reports][:1_500]
        found.append(embed_reports(texts, codes, best_encoder(texts)).vectors)
    return np.concatenate(found)


def planted(count: int, real: FloatArray, seed: int) -> tuple[FloatArray, IntArray]:
    """`count` vectors and the theme of each, or -1."""
    rng = np.random.default_rng(seed)
    themes = max(4, count // PER_THEME)
    sizes = rng.lognormal(0, 0.8, themes)
    truth = rng.choice(themes, count, p=sizes / sizes.sum()).astype(np.int64)
    truth[rng.random(count) < STRAYS] = -1
    centres = _mixed(real, themes, rng)
    spread = np.linalg.cholesky(np.cov(real.T) + 1e-6 * np.eye(real.shape[1])).T.astype(np.float32)
    vectors = np.empty((count, real.shape[1]), dtype=np.float32)
    for start in range(0, count, BLOCK):
        block = slice(start, min(start + BLOCK, count))
        own = truth[block]
        noise = unit_rows(rng.normal(size=(len(own), len(spread))).astype(np.float32) @ spread)
        closeness = np.where(own >= 0, CLOSENESS, 0).astype(np.float32)[:, None]
        vectors[block] = closeness * centres[own] + np.sqrt(1 - closeness**2) * noise
        vectors[block] = unit_rows(vectors[block])
    return vectors, truth


def _mixed(real: FloatArray, count: int, rng: np.random.Generator) -> FloatArray:
    one, other = rng.integers(len(real), size=(2, count))
    return unit_rows(real[one] + real[other])


def one_size(count: int, base: Path) -> dict[str, float]:
    """Measured in a process of its own, so that memory is that of this size."""
    vectors, truth = planted(count, np.load(base), seed=count)
    begun, worked = time.perf_counter(), time.process_time()
    labels = cluster(vectors, min_size=K_THEME)
    found = {
        "wall": time.perf_counter() - begun,
        "cpu": time.process_time() - worked,
        "memory": peak_mb(),
        "themes": float(labels.max() + 1),
        "planted": float(truth.max() + 1),
        "ari": adjusted_rand_score(truth, labels),
        "ami": adjusted_mutual_info_score(truth, labels) if count <= 100_000 else float("nan"),
        "rejected": float((labels[truth < 0] < 0).mean()),
        "left out": float((labels[truth >= 0] < 0).mean()),
    }
    if count <= EXACT_UP_TO:
        again = cluster(vectors, min_size=K_THEME, scale=Scale(exact_up_to=0))
        found["like exact"] = adjusted_rand_score(labels, again)
        found["ari large"] = adjusted_rand_score(truth, again)
    return found


def measure(files: Sequence[Path], sizes: Sequence[int], folder: Path) -> Section:
    base = folder / "real.npy"
    np.save(base, real_vectors(files))
    figures = []
    for count in sizes:
        command = [sys.executable, "-m", "tests.bench.scale", "--one", str(count), str(base)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        figures.append(Figure(f"{count:,} reports", _said(json.loads(said)), _bar(count)))
    notes = " ".join((__doc__ or "").split("\n\n")[1].split())
    return Section("Clustering by size, vectors given", figures, notes)


def _said(found: dict[str, float]) -> str:
    told = (
        f"{found['wall']:.0f} s ({found['cpu']:.0f} s of processor time), "
        f"{found['memory'] / 1000:.2f} GB, {found['themes']:.0f} of {found['planted']:.0f} themes, "
        f"ARI {found['ari']:.2f}, of the strays {found['rejected']:.0%} rejected, "
        f"of the others {found['left out']:.0%} left out"
    )
    if "like exact" in found:
        told += f"; the way for many reports: ARI {found['ari large']:.2f}, {found['like exact']:.2f} with this one"
    return told


def _bar(count: int) -> str:
    bars = {
        10_000: "≤ 5 s, 0.4 GB",
        50_000: "≤ 20 s, 0.8 GB",
        100_000: "≤ 45 s, 1.2 GB",
        1_000_000: "≤ 15 min, 5 GB",
    }
    return bars.get(count, "")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--sizes", default=",".join(map(str, SIZES)))
    asked.add_argument("--one", type=int)
    asked.add_argument("files", nargs="*", type=Path)
    given = asked.parse_args()
    if given.one:
        sys.stdout.write(json.dumps(one_size(given.one, given.files[0])))
        return
    import tempfile  # noqa: PLC0415 - only here

    with tempfile.TemporaryDirectory() as folder:
        sizes = [int(one) for one in given.sizes.split(",")]
        sys.stdout.write(as_markdown([measure(given.files, sizes, Path(folder))]))


if __name__ == "__main__":
    main()
