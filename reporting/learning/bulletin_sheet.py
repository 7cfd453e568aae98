"""A bulletin laid out in one language: what page, print, mail and feed are all made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.bulletin import BulletinWords
from config.limits import LANGUAGES
from reporting.learning.bulletin import Bulletin, Item, Story, Texts

WordsByLanguage = Mapping[str, BulletinWords]


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in: of the sheet, or of the only text there is."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson, or one action with what came of it."""

    said: Said
    after: Said | None = None


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class StoryPart:
    heading: str
    """ "What would you do?"."""
    title: Said
    story: Said
    decision: Said
    talk: str
    limits: Said


@dataclass(frozen=True, slots=True)
class Sheet:
    language: str
    title: str
    notice: str
    """What a second version corrects, or that the bulletin was withdrawn; "" for neither."""
    intro: Said
    story: StoryPart | None
    sections: tuple[Section, ...]
    reports: str
    thanks: str
    promise: str
    withdrawn: bool


def lay_out(bulletin: Bulletin, language: str, words: WordsByLanguage) -> Sheet:
    """The sheet of a bulletin. Where a text is missing in this language the other one stands in.

    Args:
        bulletin: of any month.
        language: "nl" or "en".
        words: that are the same every month.
    """
    said = words[language].said
    band = bulletin.reports_band
    return Sheet(
        language=language,
        title=words[language].title(bulletin.month),
        notice=_notice(bulletin, language, said),
        intro=pick(bulletin.intro, language),
        story=_story(bulletin.story, language, said),
        sections=tuple(_sections(bulletin, language, words)),
        reports="" if band is None else said["reports"].format(band=band.replace("-", "–")),
        thanks="" if bulletin.withdrawn else said["thanks"],
        promise=said["promise"],
        withdrawn=bulletin.withdrawn,
    )


def pick(texts: Texts, language: str) -> Said:
    """A text in this language, else in another."""
    if not texts.get(language):
        for other in LANGUAGES:
            if texts.get(other):
                return Said(texts[other], other)
    return Said(texts.get(language, ""), language)


def _notice(bulletin: Bulletin, language: str, said: Mapping[str, str]) -> str:
    reason = pick(bulletin.reason, language).text
    if not reason:
        return ""
    return said["withdrawn" if bulletin.withdrawn else "corrected"].format(reason=reason)


def _story(story: Story | None, language: str, said: Mapping[str, str]) -> StoryPart | None:
    if story is None:
        return None
    return StoryPart(
        heading=said["story"],
        title=pick(story.title, language),
        story=pick(story.story, language),
        decision=pick(story.decision, language),
        talk=said["talk"],
        limits=pick(story.limits, language),
    )


def _sections(bulletin: Bulletin, language: str, words: WordsByLanguage) -> Iterator[Section]:
    for name, items in (
        ("learned", bulletin.lessons),
        ("changed", bulletin.changed),
        ("refused", bulletin.refused),
    ):
        if items:
            lines = (_line(item, language, words, refused=name == "refused") for item in items)
            yield Section(words[language].said[name], tuple(lines))


def _line(item: Item, language: str, words: WordsByLanguage, *, refused: bool) -> Line:
    outcome = pick(item.outcome, language)
    if not outcome.text:
        return Line(pick(item.texts, language))
    if refused:
        because = words[outcome.language].said["because"]
        outcome = Said(because.format(reason=_after_a_colon(outcome.text)), outcome.language)
    return Line(pick(item.texts, language), outcome)


def _after_a_colon(text: str) -> str:
    """A sentence that goes on after a colon; "ICT" stays what it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
