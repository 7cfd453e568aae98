"""How long the analysis takes, from file to themes, beside plain k-means on the same vectors."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sklearn.cluster import KMeans

from analysis.clustering import cluster
from analysis.embedding import embed_reports
from analysis.encoders.choice import best_encoder
from app.cli.demo import demo_records
from app.cli.rows import read_rows
from config.limits import K_THEME
from reporting.masking.language import guess_language
from reporting.masking.mask import mask
from tests.bench.machine import Figure, Section

_ONE_COMMAND = """
import sys
from app.cli.main import main
from tests.bench.machine import peak_mb
try:
    main()
finally:
    print(peak_mb(), file=sys.stderr)
"""
"""A command that tells its own memory: what the system keeps of a child begins with its parent's."""


def demo_reports() -> list[dict[str, Any]]:
    return [
        {"id": one["id"], "text": mask(one["story"], one["language"]).text, "lang": one["language"]}
        for one in demo_records()
    ]


def reports_of(path: Path) -> list[dict[str, Any]]:
    """The longest column of a file of an earlier system, as reports."""
    rows = [row for row in read_rows(path) if not row.flaw]
    column = max(rows[0].fields, key=lambda name: sum(len(row.fields[name]) for row in rows))
    return [
        {
            "id": str(row.number),
            "text": mask(row.fields[column]).text,
            "lang": guess_language(row.fields[column]),
        }
        for row in rows
    ]


def measure(name: str, reports: Sequence[dict[str, Any]]) -> Section:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        source.write_text("".join(json.dumps(one) + "\n" for one in reports), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        command = ["themes", "--in", str(source), "--out", f"{folder}/out.jsonl"]
        done = subprocess.run(
            [sys.executable, "-c", _ONE_COMMAND, *command],
            check=True,
            capture_output=True,
            text=True,
        )
        said, held = done.stdout.strip(), float(done.stderr.split()[-1])
        wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    texts = [one["text"] for one in reports]
    begun = time.perf_counter()
    encoder = best_encoder(texts)
    vectors = embed_reports(texts, [one["lang"] for one in reports], encoder).vectors
    encoding = time.perf_counter() - begun
    begun = time.perf_counter()
    cluster(vectors, min_size=K_THEME)
    clustering = time.perf_counter() - begun
    begun = time.perf_counter()
    KMeans(n_clusters=20, n_init=10, random_state=0).fit(vectors)
    plain = time.perf_counter() - begun
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Section(
        f"Analysis of {name} ({len(reports)} reports)",
        [
            Figure(
                "`vrijuit themes`, from file to file",
                f"{wall:.1f} s ({cpu:.1f} s of processor time)",
            ),
            Figure("memory, at most", f"{held:.0f} MB", "≤ 400 MB"),
            Figure(
                "encoding",
                f"{encoding:.1f} s, {len(reports) / encoding:.0f} reports per second",
                "≥ 60 per core",
            ),
            Figure("clustering", f"{clustering:.2f} s"),
            Figure("k-means with 20 groups on the same vectors", f"{plain:.2f} s"),
        ],
        said,
    )
