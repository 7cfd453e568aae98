"""`python -m tests.bench.themes_quality FILE…`: the bars for themes, measured on your own files.

A file is JSON Lines as `vrijuit themes` reads it, where "theme" may hold what the writer had in
mind ("noise" or null for a story of its own), or any table that `vrijuit import` reads. Without
files it measures the demo, and how often a change is called wrongly. Every draw is numbered, so a
second run measures the same.
"""

import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

from analysis.encoders.choice import best_encoder
from analysis.encoding import RememberingEncoder
from analysis.settling import Settle, hold, settle
from analysis.themes import NamedGroups, as_found, find_groups
from analysis.tracking import ThemeState, track
from analysis.wishes import Wishes
from app.cli.demo import DATA
from config.limits import K_THEME, LANGUAGES
from reporting.masking.language import guess_language
from reporting.masking.mask import mask
from tests.bench import themes_emergence
from tests.bench.analysis import reports_of
from tests.bench.machine import Figure, Section, as_markdown
from tests.bench.themes_scoring import Agreement, agreement, diversity, retrieval, stability

DRAWS = 8
KEPT = 0.909
"""Share of the reports that is there before a tenth comes in."""
MONTHS = 12
SUBSETS = {30: (3, 0.97), 60: (5, None), 100: (6, 0.93), 300: (12, 0.90)}
"""Reports: of how many themes, and the bar."""
ONE_OFFS = ("", "-1", "none", "noise", "null")


@dataclass(frozen=True, slots=True)
class Told:
    id: str
    text: str
    language: str
    month: str
    theme: str | None


def read(path: Path) -> list[Told]:
    """The reports of a file, in order of their id."""
    if path.suffix == ".jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [_told(json.loads(line)) for line in lines if line.strip()]
    else:
        found = [Told(one["id"], one["text"], one["lang"], "", None) for one in reports_of(path)]
    return sorted(found, key=lambda one: one.id)


def _told(record: dict[str, Any]) -> Told:
    theme = str(record.get("theme") or "")
    text = record["text"] if "text" in record else mask(record["story"], record["language"]).text
    return Told(
        str(record["id"]),
        text,
        record.get("lang") or record.get("language") or guess_language(text),
        str(record.get("occurred_on") or record.get("month") or "")[:7],
        None if theme.lower() in ONE_OFFS else theme,
    )


class Bench:
    """One encoder for all draws: each text is encoded once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._encoder = RememberingEncoder(best_encoder(texts), {})

    def find(self, told: Sequence[Told], settled: Settle = as_found) -> NamedGroups:
        texts, languages = [one.text for one in told], [one.language for one in told]
        return find_groups(texts, languages, self._encoder, min_size=K_THEME, settled=settled)

    def groups(self, told: Sequence[Told]) -> list[int | None]:
        """A group number per report, None for one that was left out."""
        return [None if label < 0 else label for label in self.find(told).labels.tolist()]

    def scored(self, told: Sequence[Told]) -> Agreement:
        key, languages = [one.theme for one in told], [one.language for one in told]
        return agreement(key, self.groups(told), languages)


def subset(told: Sequence[Told], size: int, themes: int, draw: int) -> list[Told]:
    """`size` reports of `themes` themes, evenly; fewer when the themes are smaller."""
    chance = random.Random(draw)  # noqa: S311 - draws reports to measure with
    names = sorted({one.theme for one in told if one.theme})
    chosen = chance.sample(names, themes)
    found = []
    for name in chosen:
        own = [one for one in told if one.theme == name]
        found += chance.sample(own, min(len(own), round(size / themes)))
    return sorted(found, key=lambda one: one.id)


def measure_key(bench: Bench, told: Sequence[Told]) -> list[Figure]:
    """What can only be measured against what the writers had in mind."""
    found = bench.scored(told)
    figures = [
        Figure("ARI / AMI", f"{found.ari:.2f} / {found.ami:.2f}", "≥ 0.90 / 0.92"),
        Figure("themes recovered (F1 ≥ 0.7)", f"{found.recovered:.0%}", "≥ 96 %"),
        Figure(
            "pairs together, two languages / one",
            f"{found.across:.2f} / {found.within:.2f}",
            "≥ 0.85, ratio ≥ 0.97",
        ),
        Figure(
            "one-offs rejected / themed left out",
            f"{found.rejected:.0%} / {found.left_out:.0%}",
            "≥ 70 % / ≤ 8 %",
        ),
    ]
    names = {one.theme for one in told if one.theme}
    for size, (themes, bar) in SUBSETS.items():
        if len(names) >= themes and size <= len(told):
            draws = [bench.scored(subset(told, size, themes, n)).ari for n in range(DRAWS)]
            figures.append(Figure(f"ARI at N = {size}", _spread(draws), f"≥ {bar}" if bar else ""))
    return figures


def measure_steadiness(bench: Bench, told: Sequence[Told]) -> list[Figure]:
    """The same reports in another order, fewer of them, and month by month."""
    whole = bench.groups(told)
    order = random.Random(0).sample(range(len(told)), len(told))  # noqa: S311 - a shuffle
    shuffled = bench.groups([told[row] for row in order])
    grown = []
    for draw in range(DRAWS):
        chance = random.Random(draw)  # noqa: S311 - draws reports to measure with
        rows = sorted(chance.sample(range(len(told)), round(KEPT * len(told))))
        grown.append(stability(bench.groups([told[r] for r in rows]), [whole[r] for r in rows]))
    figures = [
        Figure(
            "same reports, another order",
            f"{stability(shuffled, [whole[row] for row in order]):.2f}",
            "1.00",
        ),
        Figure("a tenth more reports, ARI", _spread(grown), "≥ 0.93"),
        Figure("share left out", f"{sum(one is None for one in whole) / len(whole):.0%}"),
    ]
    kept = ids_kept(bench, told)
    if kept:
        figures.append(Figure("theme id kept month to month", _spread(kept), "≥ 0.96, worst 0.90"))
    return figures


def ids_kept(bench: Bench, told: Sequence[Told]) -> list[float]:
    """Per month: share of the reports of the month before with the theme id they had, or none."""
    months = sorted({one.month for one in told if one.month})[-MONTHS - 1 :]
    state: tuple[ThemeState, ...] = ()
    before: dict[str, str | None] = {}
    shares = []
    for month in months:
        so_far = [one for one in told if one.month and one.month <= month]
        ids = [one.id for one in so_far]
        held = hold(ids, state, frozenset(before), Wishes())
        found = bench.find(so_far, partial(settle, held=held, min_size=K_THEME))
        state = track(found.labels, ids, found.vectors, state, _fresh(month))
        labels = found.labels.tolist()
        now = {i: state[g].id if g >= 0 else None for i, g in zip(ids, labels, strict=True)}
        if before:
            shares.append(fmean(now[one] == theme for one, theme in before.items()))
        before = now
    return shares


def _fresh(prefix: str) -> Callable[[], str]:
    numbers = iter(range(10**6))
    return lambda: f"{prefix}/{next(numbers)}"


def measure_labels(bench: Bench, told: Sequence[Told]) -> tuple[list[Figure], list[str]]:
    """How well labels tell themes apart by their words alone; and the labels, to be read."""
    found = bench.find(told)
    languages = [one.language for one in told]
    figures, lines = [], []
    for code in LANGUAGES:
        own = [names[code] for names in found.names]
        spoken = [n for n, label in enumerate(own) if label.source == code]
        texts = {
            n: [told[row].text for row in found.members(n) if languages[row] == code]
            for n in spoken
        }
        if len(spoken) > 1:
            terms = {n: own[n].text for n in spoken}
            figures.append(
                Figure(
                    f"labels ({code}): pick out their theme / different words",
                    f"{retrieval(terms, texts):.0%} / {diversity(list(terms.values())):.0%}",
                )
            )
            lines += [f"- {code}, {len(found.members(n))}: {own[n].text}" for n in spoken]
    return figures, lines


def _spread(values: Sequence[float]) -> str:
    return f"{fmean(values):.2f}, worst {min(values):.2f}"


def measure(name: str, told: Sequence[Told]) -> Section:
    """The table of one file."""
    bench = Bench([one.text for one in told])
    figures = measure_key(bench, told) if any(one.theme for one in told) else []
    figures += measure_steadiness(bench, told)
    labels, lines = measure_labels(bench, told)
    return Section(f"Themes of {name} ({len(told)} reports)", figures + labels, "\n".join(lines))


def main() -> None:
    """Measure the files named on the command line, or the demo."""
    files = [Path(name) for name in sys.argv[1:]]
    sections = [measure(path.name, read(path)) for path in files]
    if not files:
        demo = [one for code in LANGUAGES for one in read(DATA / f"reports_{code}.jsonl")]
        sections = [measure("the demo", sorted(demo, key=lambda one: one.id))]
        sections += [themes_emergence.measure(months) for months in (18, 30)]
    sys.stdout.write(as_markdown(sections))


if __name__ == "__main__":
    main()
