"""The questions as a form: choices, checks and wordings in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from app.intake.state import Answers
from app.shared.bodies import tidy_text
from config.form import Choice, Form, Question, Wording
from config.limits import STORY_MAX, STORY_MIN, TIP_MAX
from config.taxonomy import WENT_WELL, Taxonomy

KINDS: Final = ("K1", "K2", "K3", "K4")
TEXT_BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "story": (STORY_MIN, STORY_MAX),
    "tip": (0, TIP_MAX),
}
"""Fewest and most characters of each text, by field."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form in one language, for one organisation."""

    questions: tuple[Question, ...]
    form: type[FlaskForm]
    choices: Mapping[str, tuple[Choice, ...]]
    """By field; empty for a text."""
    good: Mapping[str, Mapping[str, str]]
    """By field and code: the good side of a choice, for a report of something that went well."""
    language: str

    def question(self, field: str) -> Question:
        return next(one for one in self.questions if one.field == field)

    def look(self, field: str) -> Mapping[str, object]:
        """How a question differs per kind of report, as arguments of the page macro `field`."""
        question = self.question(field)
        usual = question.wording(self.language)
        others = {kind: question.wording(self.language, kind) for kind in KINDS}
        return {
            "labels": {k: w.label for k, w in others.items() if w.label != usual.label},
            "hints": {k: w.hint for k, w in others.items() if w.hint != usual.hint},
            "hidden_for": sorted(question.hidden_for),
        }

    def prompts(self, field: str) -> Mapping[str, tuple[str, ...]]:
        """Small questions that help to tell a story, by kind of report; "" for all others."""
        question = self.question(field)
        usual = question.wording(self.language).prompts
        others = {kind: question.wording(self.language, kind).prompts for kind in KINDS}
        return {"": usual, **{kind: found for kind, found in others.items() if found != usual}}

    def name(self, field: str, value: str, kind: str) -> str:
        """What the reporter chose, in words; `kind` is the kind of report."""
        if kind == WENT_WELL and value in self.good[field]:
            return self.good[field][value]
        return next((c.text for c in self.choices[field] if c.value == value), value)


@dataclass(frozen=True, slots=True)
class FormWords:
    """Sentences of the form that are not in the catalogue of questions."""

    no_answer: str
    too_short: str
    too_long: str
    too_many: str


def make_sheet(
    form: Form, taxonomy: Taxonomy, units: Sequence[str], words: FormWords, language: str
) -> Sheet:
    """The form of one language.

    Args:
        form: the questions, in order.
        taxonomy: the codes to choose from.
        units: names of the departments that are large enough to be chosen; none hides the question.
        words: sentences for what is missing or too much, in the same language.
        language: "nl" or "en".
    """
    questions = tuple(one for one in form.questions if units or not one.asks_units)
    choices = {
        one.field: _choices(one, taxonomy, units, words.no_answer, language) for one in questions
    }
    good = {
        one.field: {c.value: c.text for c in one.choices(taxonomy, language, WENT_WELL)}
        for one in questions
    }
    fields = {
        one.field: _field(one, choices[one.field], good[one.field], words, language)
        for one in questions
    }
    made = type("ReportForm", (FlaskForm,), {"Meta": type("Meta", (), {"csrf": False}), **fields})
    return Sheet(questions, made, choices, good, language)


def _choices(
    question: Question, taxonomy: Taxonomy, units: Sequence[str], no_answer: str, language: str
) -> tuple[Choice, ...]:
    own = tuple(Choice(unit, unit, "", "") for unit in units) if question.asks_units else ()
    offered = (*own, *question.choices(taxonomy, language))
    may_skip = question.kind == "one" and not question.required
    if may_skip and all(choice.value for choice in offered):
        return (*offered, Choice("", no_answer, "", ""))
    return offered


class ChoiceMissing:
    """A check of a required choice."""

    field_flags: Final = {"required": True}

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: object, field: Field) -> None:
        if not field.data:
            raise ValidationError(self.sentence)


class TooMany:
    """A check of the number of ticked boxes."""

    def __init__(self, most: int, sentence: str) -> None:
        self.most = most
        self.sentence = sentence

    def __call__(self, _form: object, field: Field) -> None:
        if len(field.data or ()) > self.most:
            raise ValidationError(self.sentence % {"number": self.most})


class TextFits:
    """A check of the length of a text, after tidying."""

    def __init__(self, bounds: tuple[int, int], missing: str, words: FormWords) -> None:
        self.fewest, self.most = bounds
        self.missing = missing
        self.words = words
        self.field_flags = {"required": True} if self.fewest else {}

    def __call__(self, _form: object, field: Field) -> None:
        found = len(field.data or "")
        if self.fewest and not found:
            raise ValidationError(self.missing)
        if found < self.fewest:
            raise ValidationError(self.words.too_short % {"number": self.fewest})
        if found > self.most:
            raise ValidationError(self.words.too_long % {"number": self.most, "found": found})


def _field(
    question: Question,
    choices: tuple[Choice, ...],
    good: Mapping[str, str],
    words: FormWords,
    language: str,
) -> Field:
    wording = question.wording(language)
    if question.kind == "text":
        check = TextFits(TEXT_BOUNDS[question.field], wording.missing, words)
        return TextAreaField(wording.label, [check], description=wording.hint)
    options = [_option(choice, good.get(choice.value, choice.text)) for choice in choices]
    return _choice_field(question, wording, options, words)


def _choice_field(
    question: Question, wording: Wording, options: list[SelectChoice], words: FormWords
) -> Field:
    # The codes were compared with the choices when the answers were read: see read_answers.
    shared = {"choices": options, "description": wording.hint, "validate_choice": False}
    if question.kind == "many":
        most = question.max_choices or len(options)
        return SelectMultipleField(wording.label, [TooMany(most, words.too_many)], **shared)
    checks = [ChoiceMissing(wording.missing)] if question.required else []
    return RadioField(wording.label, checks, **shared)


def _option(choice: Choice, good: str) -> SelectChoice:
    extra: dict[str, object] = {"hint": choice.hint}
    if good != choice.text:
        extra["variants"] = {WENT_WELL: good}
    return SelectChoice(choice.value, choice.text, extra, choice.group or None)


def read_answers(sent: MultiDict[str, str], sheet: Sheet) -> Answers:
    """What was filled in on the form page.

    Left out: questions that do not belong to the kind of report, and codes that are no choice.
    """
    kind = sent.get("kind", "")
    chosen = {}
    for question in sheet.questions:
        codes = _codes(sent, question, sheet) if question.asked_for(kind) else ()
        if codes:
            chosen[question.field] = codes
    return Answers(tidy_text(sent.get("story", "")), tidy_text(sent.get("tip", "")), chosen)


def _codes(sent: MultiDict[str, str], question: Question, sheet: Sheet) -> tuple[str, ...]:
    known = {choice.value for choice in sheet.choices[question.field]} - {""}
    given = tuple(dict.fromkeys(code for code in sent.getlist(question.field) if code in known))
    return given[:1] if question.kind == "one" else given


def holds_unknown_code(sent: MultiDict[str, str], sheet: Sheet) -> bool:
    """Whether an answer is not among the choices that the form offers."""
    return any(
        not set(sent.getlist(question.field)) <= {"", *(c.value for c in choices)}
        for question in sheet.questions
        if (choices := sheet.choices[question.field])
    )


def as_fields(answers: Answers) -> MultiDict[str, str]:
    """The answers as a form would send them."""
    pairs = [(field, code) for field, codes in (answers.chosen or {}).items() for code in codes]
    return MultiDict([*pairs, ("story", answers.story), ("tip", answers.tip)])
