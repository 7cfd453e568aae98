"""The questions on the reporting form, in order, read from form.toml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast, get_args

from config.data import Row, in_language, parse_data, read_data, refuse_duplicates
from config.errors import ConfigError
from config.taxonomy import AXES, Taxonomy

AnswerKind = Literal["one", "many", "text"]

_KINDS = frozenset({"K1", "K2", "K3", "K4"})


@dataclass(frozen=True, slots=True)
class Wording:
    label: str
    hint: str
    missing: str
    """What to say when a required question has no answer."""
    prompts: tuple[str, ...]
    """Small questions that help to tell a story."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    """Empty means: no answer."""
    nl: str
    en: str

    def name(self, language: str) -> str:
        """What the reporter reads beside the box."""
        return in_language(language, self.nl, self.en)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    hint: str
    group: str
    """Heading above this choice; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Question:
    field: str
    required: bool
    kind: AnswerKind
    axis: str | None
    max_choices: int | None
    """None: as many as there are."""
    options: tuple[Option, ...]
    asks_units: bool
    """The organisation's own units are put before the options."""
    hidden_for: frozenset[str]
    texts: Mapping[tuple[str, str], Wording]
    """By language and kind of report; kind "" for every kind that has no own wording."""

    def wording(self, language: str, kind: str = "") -> Wording:
        """The words of this question, for the kind of report once it is known."""
        usual = in_language(language, "nl", "en")
        return self.texts.get((usual, kind), self.texts[usual, ""])

    def asked_for(self, kind: str) -> bool:
        """Whether someone who tells this kind of report gets this question."""
        return kind not in self.hidden_for

    def choices(self, taxonomy: Taxonomy, language: str, kind: str = "") -> tuple[Choice, ...]:
        """What there is to choose: the codes of the axis, then the options. No units."""
        codes = taxonomy.axis(self.axis) if self.axis else ()
        groups = taxonomy.groups
        return (
            *(
                Choice(
                    code.id,
                    code.asked(language, kind),
                    code.anchor(language),
                    groups[code.group].name(language) if code.group else "",
                )
                for code in codes
            ),
            *(Choice(option.value, option.name(language), "", "") for option in self.options),
        )


@dataclass(frozen=True, slots=True)
class Place:
    situation: str
    place: str


@dataclass(frozen=True, slots=True)
class Route:
    """Somewhere else to go, for what does not belong here."""

    id: str
    link: str
    """Address as shipped; empty when there is none that holds for every organisation."""
    nl: Place
    en: Place

    def texts(self, language: str) -> Place:
        """The situation and where to go with it."""
        return self.nl if in_language(language, "nl", "en") == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Form:
    questions: tuple[Question, ...]
    routes: tuple[Route, ...]

    def question(self, field: str) -> Question:
        """The question that fills this field; raises ConfigError if there is none."""
        for question in self.questions:
            if question.field == field:
                return question
        raise ConfigError(f"the form has no question {field!r}")

    def for_kind(self, kind: str) -> tuple[Question, ...]:
        """The questions for one kind of report, in order."""
        return tuple(question for question in self.questions if question.asked_for(kind))


def load_form() -> Form:
    """The form as shipped. The caller keeps it; reading it again costs a file each time."""
    return parse_form(read_data("form.toml"))


def parse_form(toml: str, name: str = "form.toml") -> Form:
    """Check a form and freeze it.

    Raises:
        ConfigError: a missing language, a field that stands there twice, an unknown axis or kind
            of report, a question that offers nothing to choose.
    """
    page = parse_data(toml, name).only("questions", "routes")
    questions = tuple(_question(row) for row in page.rows("questions"))
    routes = tuple(_route(row) for row in page.rows("routes"))
    refuse_duplicates((question.field for question in questions), name)
    refuse_duplicates((route.id for route in routes), name)
    if not questions:
        raise ConfigError(f"{name} has no questions")
    return Form(questions, routes)


def _question(row: Row) -> Question:
    row.only(
        *("field", "kind", "required", "axis", "options", "asked_of", "max_choices"),
        *("hidden_for", "nl", "en", "variants"),
    )
    axis = row.text("axis", "") or None
    if axis and axis not in AXES:
        raise ConfigError(f"{row.where} has an unknown axis {axis!r}")
    question = Question(
        field=row.text("field"),
        required=row.yes("required"),
        kind=_answer_kind(row),
        axis=axis,
        max_choices=row.number("max_choices") if "max_choices" in row.values else None,
        options=tuple(_option(option) for option in row.rows("options")),
        asks_units=row.text("asked_of", "") == "units",
        hidden_for=_kinds(row, "hidden_for"),
        texts=MappingProxyType(_texts(row)),
    )
    _refuse_nothing_to_choose(question, row.where)
    return question


def _answer_kind(row: Row) -> AnswerKind:
    kind = row.text("kind")
    if kind not in get_args(AnswerKind):
        raise ConfigError(f"{row.where} has kind {kind!r}; choose one, many or text")
    return cast("AnswerKind", kind)


def _refuse_nothing_to_choose(question: Question, where: str) -> None:
    offers = bool(question.axis or question.options or question.asks_units)
    if offers == (question.kind == "text"):
        raise ConfigError(f"{where} needs choices when it is one or many, and none when it is text")


def _kinds(row: Row, key: str) -> frozenset[str]:
    kinds = frozenset(row.texts(key))
    if kinds - _KINDS:
        raise ConfigError(f"{row.where} names an unknown kind of report {min(kinds - _KINDS)!r}")
    return kinds


def _texts(row: Row) -> dict[tuple[str, str], Wording]:
    texts: dict[tuple[str, str], Wording] = {}
    for language in ("nl", "en"):
        usual = _wording(row.table(language), Wording("", "", "", ()))
        texts[language, ""] = usual
        for variant in row.rows("variants"):
            own = _wording(variant.only("kinds", "nl", "en").table(language), usual)
            texts |= {(language, kind): own for kind in _kinds(variant, "kinds")}
    return texts


def _wording(row: Row, usual: Wording) -> Wording:
    row.only("label", "hint", "missing", "prompts")
    return Wording(
        label=row.text("label"),
        hint=row.text("hint", usual.hint),
        missing=row.text("missing", usual.missing),
        prompts=row.texts("prompts") or usual.prompts,
    )


def _option(row: Row) -> Option:
    row.only("value", "nl", "en")
    return Option(row.text("value", ""), *row.both())


def _route(row: Row) -> Route:
    row.only("id", "link", "nl", "en")
    nl, en = (_place(row.table(language)) for language in ("nl", "en"))
    return Route(row.text("id"), row.text("link", ""), nl, en)


def _place(row: Row) -> Place:
    row.only("situation", "place")
    return Place(row.text("situation"), row.text("place"))


def links_of(routes: Iterable[Route]) -> dict[str, str]:
    """The addresses as shipped, by id of the route."""
    return {route.id: route.link for route in routes}
