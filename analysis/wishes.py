"""What people decided about themes: a name, "these are one", "these are two".

A run never undoes it. A wish names themes by id, so it says nothing about a report.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.errors import AnalysisError
from analysis.labelling import Label
from analysis.tracking import ThemeState, forget_centroid
from config.limits import LANGUAGES

LONGEST_NAME = 80
"""Characters; a label is two to six words."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that was decided, by theme id."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Per theme the label that a person gave it, by language."""
    into: Mapping[str, str] = field(default_factory=dict)
    """Theme to the theme that it is part of."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs that stay two."""
    cut: frozenset[str] = frozenset()
    """Themes to be seen as two; once they are, the pair is in `apart`."""
    halves: Mapping[str, str] = field(default_factory=dict)
    """Themes that came from such a cut, to the theme that was cut."""

    def home(self, theme: str) -> str:
        """The theme that this one is part of, or itself."""
        seen = {theme}
        while theme in self.into and self.into[theme] not in seen:
            theme = self.into[theme]
            seen.add(theme)
        return theme


def rename(wishes: Wishes, theme: str, names: Mapping[str, str]) -> Wishes:
    """Give a theme a name of one's own, in one language or more; an empty name takes it back."""
    own = {**wishes.names.get(theme, {}), **names}
    kept = {code: name.strip() for code, name in own.items() if name.strip()}
    if any(code not in LANGUAGES or len(name) > LONGEST_NAME for code, name in kept.items()):
        raise AnalysisError(f"a theme's name is at most {LONGEST_NAME} characters, in nl or en")
    return replace(wishes, names={**wishes.names, theme: kept})


def merge(wishes: Wishes, theme: str, into: str) -> Wishes:
    """These two belong together: from the next run on, the first is part of the second.

    An earlier wish to keep them apart is taken back.
    """
    if wishes.home(theme) == wishes.home(into):
        return wishes
    apart = frozenset(
        pair
        for pair in wishes.apart
        if {wishes.home(one) for one in pair} != {wishes.home(theme), wishes.home(into)}
    )
    return replace(wishes, into={**wishes.into, wishes.home(theme): into}, apart=apart)


def keep_apart(wishes: Wishes, one: str, other: str) -> Wishes:
    """These two are two, however alike; they are parted again if a person had merged them."""
    into = {theme: home for theme, home in wishes.into.items() if {theme, home} != {one, other}}
    pair = (min(one, other), max(one, other))
    return replace(wishes, into=into, apart=wishes.apart | {pair})


def split(wishes: Wishes, theme: str) -> Wishes:
    """This theme is two: the next run parts it where it is longest, if both halves are enough."""
    return replace(wishes, cut=wishes.cut | {theme})


def free(wishes: Wishes, one: str, other: str) -> Wishes:
    """These two may be one or two, as their reports say."""
    return replace(wishes, apart=wishes.apart - {(min(one, other), max(one, other))})


def make_whole(wishes: Wishes, theme: str) -> Wishes:
    """This theme is not two after all: what was cut from it is part of it again."""
    wishes = replace(wishes, cut=wishes.cut - {theme})
    for half in sorted(half for half, of in wishes.halves.items() if of == theme):
        wishes = merge(wishes, half, theme)
    return wishes


def folded(themes: Sequence[ThemeState], wishes: Wishes) -> tuple[ThemeState, ...]:
    """The themes of before as people see them: one that is part of another sleeps for good.

    Its reports are the other's, which names it as a parent.
    """
    by_home: dict[str, list[ThemeState]] = {}
    for theme in themes:
        if wishes.home(theme.id) != theme.id:
            by_home.setdefault(wishes.home(theme.id), []).append(theme)
    return tuple(_with_parts(theme, by_home.get(theme.id, []), wishes) for theme in themes)


def _with_parts(theme: ThemeState, parts: Sequence[ThemeState], wishes: Wishes) -> ThemeState:
    if wishes.home(theme.id) != theme.id:
        return forget_centroid(replace(theme, report_ids=frozenset(), awake=False))
    awake = [part for part in parts if part.awake]
    ids = theme.report_ids.union(*(part.report_ids for part in awake))
    known = (*theme.parents, *(part.id for part in awake if part.id not in theme.parents))
    return replace(theme, report_ids=ids, parents=known, awake=theme.awake or bool(awake))


def after_run(
    wishes: Wishes, tracked: Sequence[ThemeState], previous: Sequence[ThemeState]
) -> Wishes:
    """The wishes for the next run: a theme that was parted stays apart from its new half."""
    known = {theme.id for theme in previous}
    new = [theme for theme in tracked if theme.awake and theme.id not in known]
    for theme in sorted(wishes.cut):
        for half in new:
            if theme in half.parents:
                parted = keep_apart(wishes, theme, half.id)
                halves = {**wishes.halves, half.id: theme}
                wishes = replace(parted, cut=parted.cut - {theme}, halves=halves)
    return wishes


def named(
    names: Sequence[Mapping[str, Label]], themes: Sequence[ThemeState], wishes: Wishes
) -> tuple[Mapping[str, Label], ...]:
    """The labels of the groups, with the names that people gave in place of ours."""
    return tuple(
        {
            code: replace(label, text=wishes.names.get(theme.id, {}).get(code, label.text))
            for code, label in own.items()
        }
        for own, theme in zip(names, themes, strict=False)
    )


_KINDS: Mapping[str, Callable[[Wishes, Mapping[str, Any]], Wishes]] = {
    "rename": lambda had, said: rename(
        had, said["theme"], {c: said[f"label_{c}"] for c in LANGUAGES if f"label_{c}" in said}
    ),
    "together": lambda had, said: merge(had, said["theme"], said["other"]),
    "apart": lambda had, said: keep_apart(had, said["theme"], said["other"]),
    "free": lambda had, said: free(had, said["theme"], said["other"]),
    "split": lambda had, said: split(had, said["theme"]),
    "whole": lambda had, said: make_whole(had, said["theme"]),
}


def read_wishes(said: Sequence[Mapping[str, Any]], had: Wishes | None = None) -> Wishes:
    """Wishes in the order in which people had them; a later one wins.

    Args:
        said: each {"kind": "rename", "theme", "label_nl"?, "label_en"?}, {"kind": "together",
            "apart" or "free", "theme", "other"} or {"kind": "split" or "whole", "theme"}.
        had: what earlier runs made of wishes.

    Raises:
        AnalysisError: a wish is of no known kind, or incomplete.
    """
    wishes = had or Wishes()
    for number, one in enumerate(said, start=1):
        try:
            wishes = _KINDS[one["kind"]](wishes, one)
        except (KeyError, TypeError, AttributeError):
            raise AnalysisError(f"wish {number} about themes cannot be read") from None
    return wishes


def pack_wishes(wishes: Wishes) -> dict[str, Any]:
    """The wishes as JSON can hold them."""
    return {
        "names": {theme: dict(own) for theme, own in sorted(wishes.names.items())},
        "into": dict(sorted(wishes.into.items())),
        "apart": sorted(wishes.apart),
        "cut": sorted(wishes.cut),
        "halves": dict(sorted(wishes.halves.items())),
    }


def unpack_wishes(content: Mapping[str, Any]) -> Wishes:
    """The wishes that were packed; raises KeyError, TypeError or ValueError for anything else."""
    return Wishes(
        names=content["names"],
        into=content["into"],
        apart=frozenset((one, other) for one, other in content["apart"]),
        cut=frozenset(content["cut"]),
        # Wishes of before these were kept have none.
        halves=content.get("halves", {}),
    )
