"""The sixty codes a report can carry, read from taxonomy.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from config.data import Row, in_language, parse_data, read_data, refuse_duplicates
from config.errors import ConfigError

AXES = {
    "kind": "K",
    "involvement": "R",
    "deviation": "A",
    "stage": "W",
    "detection": "D",
    "severity": "S",
    "consequence": "G",
    "factors": "F",
    "helped": "H",
}
"""The axes, each with the letter its codes begin with."""

WENT_WELL = "K4"
"""The kind of report whose factors are read from their good side."""

_TEXTS = ("ask_nl", "ask_en", "good_nl", "good_en", "anchor_nl", "anchor_en")


@dataclass(frozen=True, slots=True)
class Axis:
    id: str
    nl: str
    en: str

    def name(self, language: str) -> str:
        """What staff call this axis."""
        return in_language(language, self.nl, self.en)


@dataclass(frozen=True, slots=True)
class FactorGroup:
    id: str
    nl: str
    en: str

    def name(self, language: str) -> str:
        """The heading above the factors of this group."""
        return in_language(language, self.nl, self.en)


@dataclass(frozen=True, slots=True)
class Code:
    id: str
    axis: str
    nl: str
    en: str
    group: str = ""
    """Id of the factor group; empty for codes of other axes."""
    ask_nl: str = ""
    ask_en: str = ""
    good_nl: str = ""
    good_en: str = ""
    anchor_nl: str = ""
    anchor_en: str = ""

    def name(self, language: str) -> str:
        """What staff call this code."""
        return in_language(language, self.nl, self.en)

    def asked(self, language: str, kind: str = "") -> str:
        """What a reporter reads beside the box, given the kind of report they tell."""
        good = in_language(language, self.good_nl, self.good_en) if kind == WENT_WELL else ""
        asked = in_language(language, self.ask_nl, self.ask_en)
        return good or asked or self.name(language)

    def anchor(self, language: str) -> str:
        """What this severity means, in plain words; empty for other codes."""
        return in_language(language, self.anchor_nl, self.anchor_en)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    codes: Mapping[str, Code]
    axes: Mapping[str, Axis]
    groups: Mapping[str, FactorGroup]
    version: int = 1

    def axis(self, axis: str) -> tuple[Code, ...]:
        """The codes of one axis, in the order of the file; raises ConfigError if unknown."""
        if axis not in self.axes:
            raise ConfigError(f"the taxonomy has no axis {axis!r}")
        return tuple(code for code in self.codes.values() if code.axis == axis)

    def name(self, code_id: str, language: str) -> str:
        """What staff call this code; raises ConfigError if unknown."""
        if code_id not in self.codes:
            raise ConfigError(f"the taxonomy has no code {code_id!r}")
        return self.codes[code_id].name(language)


def load_taxonomy() -> Taxonomy:
    """The taxonomy as shipped. The caller keeps it; reading it again costs a file each time."""
    return parse_taxonomy(read_data("taxonomy.toml"))


def parse_taxonomy(toml: str, name: str = "taxonomy.toml") -> Taxonomy:
    """Check a taxonomy and freeze it.

    Raises:
        ConfigError: an unknown or absent axis, a missing language, an id that stands there twice
            or begins with the letter of another axis, a factor without a group.
    """
    page = parse_data(toml, name).only("version", "axes")
    rows = page.rows("axes")
    axes = [_axis(row) for row in rows]
    groups = [_group(group) for row in rows for group in row.rows("groups")]
    codes = [
        _code(code, axis.id)
        for axis, row in zip(axes, rows, strict=True)
        for code in row.rows("codes")
    ]
    for found in (axes, groups, codes):
        refuse_duplicates((one.id for one in found), name)
    _refuse_gaps(axes, groups, codes, name)
    return Taxonomy(
        codes=MappingProxyType({code.id: code for code in codes}),
        axes=MappingProxyType({axis.id: axis for axis in axes}),
        groups=MappingProxyType({group.id: group for group in groups}),
        version=page.number("version"),
    )


def _axis(row: Row) -> Axis:
    row.only("id", "nl", "en", "codes", "groups")
    if row.text("id") not in AXES:
        raise ConfigError(f"{row.where} is an unknown axis; known are {', '.join(AXES)}")
    return Axis(row.text("id"), *row.both())


def _group(row: Row) -> FactorGroup:
    row.only("id", "nl", "en")
    return FactorGroup(row.text("id"), *row.both())


def _code(row: Row, axis: str) -> Code:
    row.only("id", "group", "nl", "en", *_TEXTS)
    letter = AXES[axis]
    if not row.text("id").startswith(letter):
        raise ConfigError(f"{row.where} must begin with {letter}, as all codes of {axis} do")
    texts = (*row.both("ask", optional=True), *row.both("good", optional=True))
    anchors = row.both("anchor", optional=axis != "severity")
    return Code(row.text("id"), axis, *row.both(), row.text("group", ""), *texts, *anchors)


def _refuse_gaps(axes: list[Axis], groups: list[FactorGroup], codes: list[Code], name: str) -> None:
    for missing in set(AXES) - {axis.id for axis in axes}:
        raise ConfigError(f"{name} has no axis {missing!r}")
    for empty in {axis.id for axis in axes} - {code.axis for code in codes}:
        raise ConfigError(f"{name}, axis {empty!r} has no codes")
    known = {group.id for group in groups}
    for code in codes:
        if code.group not in (known if code.axis == "factors" else {""}):
            raise ConfigError(f"{name}, code {code.id} has an unknown group {code.group!r}")
