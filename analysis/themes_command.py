"""`vrijuit themes`: themes in a file of reports, without a database and without keys.

The same input gives the same output, byte for byte, in whatever order the lines stand.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from analysis.arrays import LEFT_OUT
from analysis.clustering import HERE, Scale
from analysis.disclosure import band, band_order
from analysis.emergence import YEAR, Change, change, emerging
from analysis.encoders.choice import best_encoder
from analysis.encoding import Encoder
from analysis.errors import AnalysisError
from analysis.labelling import Label
from analysis.memory import Memory, pack_memory, unpack_memory
from analysis.settling import hold, settle
from analysis.themes import NamedGroups, find_groups
from analysis.themes_input import InputReport, read_reports
from analysis.tracking import ThemeState, track, with_first_month
from analysis.vectors_file import recalled
from analysis.wishes import after_run, named
from config.limits import K_THEME, LANGUAGES

STATE_FILE = "themes.json"
WISHES_FILE = "wishes.json"
"""What people decided about the themes of the run before; see `read_wishes`. May be missing."""
_DAYS_IN_YEAR = 365.25
_ID_DIGITS = 8


@dataclass(frozen=True, slots=True)
class ThemesFiles:
    """Where a run reads and writes."""

    reports: Path
    themes: Path
    describe: Path | None = None
    previous: Path | None = None
    """Folder with the state of the run before."""
    state: Path | None = None
    """Folder for the state of this run; may be the same as `previous`."""


@dataclass(frozen=True, slots=True)
class ThemesRun:
    """What a run found, in counts."""

    themes: int
    reports: int
    left_out: int
    min_size: int
    """Reports a theme had to have; never below K_THEME."""


def run_themes(
    files: ThemesFiles,
    *,
    min_size: int = K_THEME,
    make_encoder: Callable[[Sequence[str]], Encoder] = best_encoder,
    scale: Scale = HERE,
) -> ThemesRun:
    """Read reports, find their themes, write them down.

    Args:
        files: where to read and write.
        min_size: reports a theme must have; below K_THEME, K_THEME is used.
        make_encoder: given the texts, the encoder to use.
        scale: where many reports are compared, and whom to tell how far the run is.

    Raises:
        BadInputLine: a line of the input is not what it should be.
        AnalysisError: a file cannot be read or written, or the previous state is none.
    """
    reports = read_reports(_read(files.reports).splitlines())
    texts = [report.text for report in reports]
    recall = recalled(make_encoder(texts), files.previous or files.state, scale.search.progress)
    memory = _previous(files)
    before, least = memory.for_encoder(recall.space), max(min_size, K_THEME)
    ids, languages = [report.id for report in reports], [report.language for report in reports]
    held = hold(ids, before, memory.seen, memory.wishes)
    settled = partial(settle, held=held, min_size=least)
    find = partial(find_groups, min_size=least, settled=settled, scale=scale)
    groups = find(texts, languages, recall.encoder)
    tracked = track(groups.labels, ids, groups.vectors, before, _new_ids(reports, before))
    groups = replace(groups, names=named(groups.names, tracked, memory.wishes))
    themes = _dated(tracked, reports)
    _write_all(files, reports, groups, themes)
    if files.state:
        alone = frozenset(ids[row] for row in groups.members(LEFT_OUT))
        wishes = after_run(memory.wishes, tracked, before)
        recall.keep(files.state, texts, groups.texts)
        _remember(files.state, memory.followed_by(recall.space, themes, alone, wishes))
    left_out = int((groups.labels < 0).sum())
    return ThemesRun(len(groups.names), len(reports), left_out, least)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AnalysisError(f"{path.name} is not UTF-8 text") from None
    except OSError as problem:
        raise AnalysisError(f"{path} cannot be read: {problem.strerror}") from None


def _write(path: Path, text: str) -> None:
    """Write beside, then put in place: a run that is cut off leaves no half file."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as problem:
        raise AnalysisError(f"{path} cannot be written: {problem.strerror}") from None


def _remember(folder: Path, memory: Memory) -> None:
    _write(folder / STATE_FILE, pack_memory(memory).decode())


def _previous(files: ThemesFiles) -> Memory:
    if files.previous is None:
        return Memory()
    path, said = files.previous / STATE_FILE, files.previous / WISHES_FILE
    if not path.exists() and files.previous == files.state:
        return Memory()
    memory = unpack_memory(_read(path).encode())
    if not said.exists():
        return memory
    try:
        wishes = json.loads(_read(said))
    except ValueError:
        raise AnalysisError(f"{WISHES_FILE} is not JSON") from None
    return memory.with_wishes(wishes)


def _new_ids(reports: Sequence[InputReport], before: Sequence[ThemeState]) -> Callable[[], str]:
    """Ids that follow from the input, and that no theme of before has."""
    told = json.dumps([[report.id, report.text] for report in reports])
    seed = hashlib.sha256(told.encode()).hexdigest()
    used = {theme.id for theme in before}
    numbers = count()

    def new_id() -> str:
        while True:
            mixed = hashlib.sha256(f"{seed}/{next(numbers)}".encode()).hexdigest()
            fresh = f"t-{mixed[:_ID_DIGITS]}"
            if fresh not in used:
                used.add(fresh)
                return fresh

    return new_id


def _dated(themes: Sequence[ThemeState], reports: Sequence[InputReport]) -> tuple[ThemeState, ...]:
    months = {
        report.id: report.occurred_on.isoformat()[:7] for report in reports if report.occurred_on
    }
    return tuple(
        with_first_month(theme, [months[one] for one in theme.report_ids if one in months])
        if theme.awake
        else theme
        for theme in themes
    )


def _write_all(
    files: ThemesFiles,
    reports: Sequence[InputReport],
    groups: NamedGroups,
    themes: Sequence[ThemeState],
) -> None:
    rows = []
    for report, label in zip(reports, groups.labels.tolist(), strict=True):
        theme = themes[label].id if label >= 0 else None
        rows.append(json.dumps({"id": report.own_id, "theme": theme}, ensure_ascii=False))
    _write(files.themes, "".join(f"{row}\n" for row in rows))
    if files.describe:
        found = _describe(reports, groups, themes)
        _write(files.describe, json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def _describe(
    reports: Sequence[InputReport], groups: NamedGroups, themes: Sequence[ThemeState]
) -> list[dict[str, Any]]:
    awake = themes[: len(groups.names)]
    rising = emerging(_changes(awake, reports))
    found = [
        _described(theme, names, theme.id in rising)
        for theme, names in zip(awake, groups.names, strict=True)
    ]
    return sorted(found, key=lambda one: (-band_order(one["size_band"]), one["theme"]))


def _described(theme: ThemeState, names: Mapping[str, Label], rising: bool) -> dict[str, Any]:  # noqa: FBT001 - a fact about the theme, not a switch
    texts = {f"label_{code}": names[code].text for code in LANGUAGES}
    terms = {f"terms_{code}": list(names[code].terms) for code in LANGUAGES}
    sources = {f"words_from_{code}": names[code].source or None for code in LANGUAGES}
    return {
        "theme": theme.id,
        **texts,
        **terms,
        **sources,
        "size_band": band(len(theme.report_ids)),
        "first_month": theme.first_month or None,
        "emerging": rising,
        "parent": theme.parents[-1] if theme.parents else None,
    }


def _changes(themes: Sequence[ThemeState], reports: Sequence[InputReport]) -> dict[str, Change]:
    """Recent against past per theme, in twelfths of a year counted back from the newest report."""
    days = {report.id: report.occurred_on for report in reports if report.occurred_on}
    if not days:
        return {}
    newest, oldest = max(days.values()), min(days.values())
    length = _twelfths(newest, oldest) + 1
    everyone = _per_twelfth(list(days.values()), newest, length)
    return {
        theme.id: change(
            _per_twelfth([days[i] for i in theme.report_ids if i in days], newest, length), everyone
        )
        for theme in themes
    }


def _twelfths(newest: date, day: date) -> int:
    return int((newest - day).days * YEAR / _DAYS_IN_YEAR)


def _per_twelfth(days: Sequence[date], newest: date, length: int) -> list[int]:
    counts = [0] * length
    for day in days:
        counts[length - 1 - _twelfths(newest, day)] += 1
    return counts
