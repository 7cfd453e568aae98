"""What was measured, on what, written down so that anyone can repeat it."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    what: str
    value: str
    bar: str = ""
    """What it should be, in words; empty for a baseline."""


@dataclass(frozen=True)
class Section:
    title: str
    figures: Sequence[Figure]
    notes: str = ""


def machine() -> str:
    """Processor, cores, memory, system and Python of this machine."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in read("/proc/cpuinfo").splitlines()
            if line.startswith("model name")
        ),
        platform.processor() or platform.machine(),
    )
    kib = next((int(x.split()[1]) for x in read("/proc/meminfo").splitlines() if x), 0)
    cores = os.cpu_count()
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{model}, {cores} cores, {kib / 2**20:.0f} GiB; {system}"


def read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def resident_mb(pid: int) -> float:
    """Memory that a process holds now, in MB."""
    for line in read(f"/proc/{pid}/status").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def peak_mb() -> float:
    """Memory that this process held at most, in MB; unlike `ru_maxrss`, without its parent's."""
    for line in read("/proc/self/status").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return float("nan")


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of all lies."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def as_markdown(sections: Sequence[Section]) -> str:
    """The page `docs/benchmarks.md`."""
    lines = [
        "# Benchmarks",
        "Made by `make bench`; repeat it on your own machine. A figure without a bar is a baseline,",
        "measured in the same run on the same machine.",
        "",
        f"Machine: {machine()}.",
    ]
    for section in sections:
        lines += ["", *section_lines(section)]
    return "\n".join(lines) + "\n"


def section_lines(section: Section) -> list[str]:
    lines = [f"## {section.title}", "| what | measured | bar |", "|---|---|---|"]
    lines += [f"| {one.what} | {one.value} | {one.bar} |" for one in section.figures]
    return [*lines, "", section.notes] if section.notes else lines


def with_section(page: str, section: Section) -> str:
    """The page with this section, in the place of the one with its title or at the end."""
    first, *others = page.rstrip("\n").split("\n\n## ")
    fresh = "\n".join(section_lines(section)).removeprefix("## ")
    titles = [other.split("\n", 1)[0] for other in others]
    if section.title in titles:
        others[titles.index(section.title)] = fresh
    else:
        others.append(fresh)
    return "\n\n## ".join((first, *others)) + "\n"
