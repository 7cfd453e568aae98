"""Login names, handles and chat names."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, SURNAME, WORD
from reporting.masking.dictionaries.loading import load_words, vocabulary
from reporting.masking.finders.compounds import is_compound
from reporting.masking.spans import Span
from reporting.masking.tokens import Text

HANDLE: Final = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.-]{1,40}")
NAME: Final = re.compile(r"[\"'“‘]?(?P<name>[A-Za-z][\w.-]{2,40})")
CUE: Final = re.compile(
    r"\b(?:gebruikersna(?:am|men)|gebruiker|user\s?name|user\s?id|userid|user|inlognaam|inlog|"
    r"login|log-in|loginnaam|"
    r"account(?:naam)?|accounts|testaccount|admin-?account|beheerdersaccount|beheeraccount|profiel|"
    r"nickname|schermnaam|screen name|handle|"
    r"(?:ingelogd|inloggen|inlogt|inlogde|logde in|logt in|logden in) (?:als|met|onder|door)|"
    r"(?:log|logs|logging) (?:in |on )?as|logged (?:in |on )?(?:as|in as|by|under)|signed in as|"
    r"under the name|onder de naam|alias|chatnaam|gamertag|insta(?:gram)?|tiktok|snap(?:chat)?|"
    r"initials|wijziging komt van|discord|telegram|whatsappnaam)"
    r"(?: (?:is|was|van|name|naam|heet|called|account|met|als|as|under|onder|door|"
    r"by|ze|zij|hij|she|he|goes)){0,3}[ ,:=(\"'“‘]{1,4}",
    re.IGNORECASE,
)
LOOSE_CUE: Final = re.compile(
    r"(?:zich|call(?:s|ed|ing)? (?:him|her|them)sel(?:f|ves)|goes by|known as|bekend als|"
    r"(?:eigenaar|owner|auteur|author|maker|afzender|sender|beheerder|uploader)(?: (?:is|was))?|"
    r"(?:aangemaakt|gemaakt|gewijzigd|aangepast|bewerkt|geüpload|gedownload|geopend|verwijderd|"
    r"made|done|gewist|weggehaald|overschreven|afgesloten|afgevinkt|goedgekeurd|ingevoerd|ingediend|"
    r"opgevraagd|bekeken|gelezen|wiped|erased|approved|viewed|accessed|entered|closed|submitted|"
    r"gedeeld|verstuurd|geplaatst|ondertekend|created|modified|changed|edited|uploaded|downloaded|"
    r"opened|deleted|shared|posted|sent|locked|run|started) (?:door|by|onder|from|als|as)|"
    r"(?:password|wachtwoord|pincode|log-?in|inlog|account) (?:of|for|van|voor)"
    r"(?: [A-Z]\w{1,20},)?|"
    r"(?:closed|opened|deleted|signed|wiped|changed) it)"
    r"[ :=(\"'“‘]{1,3}",
    re.IGNORECASE,
)
"""Before a name of any kind, so that what follows must have the shape of a login."""
SHAPED: Final = re.compile(
    r"(?=[a-zA-Z._-]{0,40}[a-z])(?:[A-Za-z]{3,20}\d{1,4}|[a-z]{1,3}\d{4,8}|"
    r"[A-Za-z]{2,20}[._-][a-z]{2,20}\d{0,4})(?![\w@/]|\.\w)"
)
LOOSE_WORDS: Final = vocabulary("usernames.loose_words")
CUE_WORDS: Final = vocabulary("usernames.cue_words")
CODED: Final = re.compile(r"(?=.*[_.\d])(?=.*[a-z]).*|.*[a-z][A-Z].*", re.DOTALL)
UNDERSCORED: Final = re.compile(
    r"(?<![\w@./\\-])[A-Za-z][A-Za-z0-9.-]*(?:_[A-Za-z0-9.-]+)+(?![\w@/\\])|"
    r"(?<![\w@./\\-])[A-Za-z][A-Za-z0-9]+_(?![\w@])"
)
BARE_LOGIN: Final = re.compile(r"[a-z]{6,14}(?=[\s.,;:!?)]|\Z)")
INITIAL_AND_NAME: Final = re.compile(
    r"[a-z](?P<between>vander|vanden|vande|vand|vdr|vd|van|de|den|der|el|ter)?(?P<family>[a-z]{4,20})"
    r"\d{0,4}\Z"
)
DOTTED: Final = re.compile(r"(?<![\w@./-])[a-z]\.(?P<family>[a-z]{4,20})\d{0,4}(?![\w@/]|\.\w)")
FILE: Final = re.compile(
    r".*\.(?:docx?|xlsx?|pdf|txt|csv|jpe?g|png|py|js|json|xml|log|zip|pptx?|mp4|html?|sql|sh|exe|"
    r"msg|eml)",
    re.IGNORECASE | re.DOTALL,
)


def find_usernames(text: Text) -> Iterator[Span]:
    """Handles with @, coded words after a cue, and words with an underscore."""
    raw = text.raw
    if "@" in raw:
        yield from _handles(raw)
    if not CUE_WORDS.isdisjoint(text.vocabulary):
        yield from _after_cue(text)
    if not LOOSE_WORDS.isdisjoint(text.vocabulary):
        yield from _after_loose_cue(text)
    if "_" in raw:
        yield from _underscored(raw)
    if "." in raw:
        yield from _dotted(raw)
    yield from _initial_and_name(text)


def _handles(raw: str) -> Iterator[Span]:
    for match in HANDLE.finditer(raw):
        end = _without_stop(match.group(), match.start())
        yield Span(match.start(), end, "USERNAME", sure=True)


def _after_loose_cue(text: Text) -> Iterator[Span]:
    raw = text.raw
    starts = [text.starts[index] for index, word in enumerate(text.folded) if word in LOOSE_WORDS]
    for cue in filter(None, (LOOSE_CUE.match(raw, start) for start in starts)):
        shaped = SHAPED.match(raw, cue.end()) or _bare_login(raw, cue.end())
        if shaped and not FILE.fullmatch(shaped.group()):
            yield Span(shaped.start(), shaped.end(), "USERNAME", sure=False)


def _bare_login(raw: str, start: int) -> re.Match[str] | None:
    """`wiped by rbouali`: in small letters, an initial and what is no word."""
    match = BARE_LOGIN.match(raw, start)
    word = match.group() if match else ""
    plain = load_words().get(word, 0) or load_words().get(word[1:], 0) & WORD
    return None if plain or is_compound(word) else match


def _dotted(raw: str) -> Iterator[Span]:
    """`m.terhorst`: an initial, a full stop and what is no word."""
    for match in DOTTED.finditer(raw):
        if not load_words().get(match["family"], 0) & WORD:
            yield Span(match.start(), match.end(), "USERNAME", sure=False)


def _initial_and_name(text: Text) -> Iterator[Span]:
    for index, flags in enumerate(text.flags):
        if not flags and INITIAL_AND_NAME.match(text.words[index]) and _is_login(text, index):
            yield Span(text.starts[index], text.ends[index], "USERNAME", sure=False)


def _is_login(text: Text, index: int) -> bool:
    """`jdevries2`, `bvdberg`: an initial glued to a family name, and no word otherwise."""
    bare = text.folded[index].rstrip("0123456789")
    match = INITIAL_AND_NAME.match(bare)
    if match is None or is_compound(bare):
        return False
    flags = load_words().get(match["family"], 0)
    plain = flags & (WORD | GIVEN) or bare == text.folded[index]
    return bool(flags & SURNAME) and (bool(match["between"]) or not plain)


def _underscored(raw: str) -> Iterator[Span]:
    for match in UNDERSCORED.finditer(raw):
        if not FILE.fullmatch(match.group()):
            end = _without_stop(match.group(), match.start())
            yield Span(match.start(), end, "USERNAME", sure=False)


def _after_cue(text: Text) -> Iterator[Span]:
    for cue in CUE.finditer(text.raw):
        match = NAME.match(text.raw, cue.end())
        if match and _looks_like_login(match, text):
            end = _without_stop(match.group("name"), match.start("name"))
            yield Span(match.start("name"), end, "USERNAME", sure=True)


def _without_stop(wording: str, start: int) -> int:
    return start + len(wording.rstrip(".-"))


def _looks_like_login(match: re.Match[str], text: Text) -> bool:
    wording = match.group("name").rstrip(".-")
    quoted = match.group()[0] in "\"'“‘"
    if FILE.fullmatch(wording):
        return False
    return quoted or CODED.fullmatch(wording) is not None or not _is_word(wording, text)


def _is_word(wording: str, text: Text) -> bool:
    """Whether the token is known to the word list, or written as a name would be."""
    folded = wording.lower()
    for word, flags in zip(text.folded, text.flags, strict=True):
        if word == folded:
            return bool(flags)
    return False
