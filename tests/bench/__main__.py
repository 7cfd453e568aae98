"""`make bench`: measure, and write docs/benchmarks.md.

`python -m tests.bench FILE` also analyses the records of a file (CSV, XLSX, JSONL).
"""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import (
    analysis,
    encoders,
    masking,
    masking_peers,
    masking_stories,
    processes,
    sending,
)
from tests.bench.machine import as_markdown
from tests.world import make_world

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def main() -> None:
    """Measure everything, one thing at a time."""
    month = f"{datetime.now(tz=UTC):%Y-%m}"
    with tempfile.TemporaryDirectory() as folder:
        sections = [masking.measure(), masking_stories.measure(), masking_peers.compare()]
        sections.append(sending.measure(make_world(Path(folder) / "sending", month)))
        sections.append(processes.measure(make_world(Path(folder) / "memory", month)))
    sections.append(encoders.measure())
    sections.append(analysis.measure("the demo", analysis.demo_reports()))
    files = [Path(name) for name in sys.argv[1:]]
    sections += [analysis.measure(path.name, analysis.reports_of(path)) for path in files]
    page = as_markdown(sections)
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


if __name__ == "__main__":
    main()
