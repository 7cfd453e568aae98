"""E-mail addresses, web addresses and IP addresses."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final

from reporting.masking.finders.cues import is_version
from reporting.masking.spans import Span
from reporting.masking.tokens import Text

EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
SPOKEN_EMAIL: Final = re.compile(
    r"(?<![\w.])[\w.+-]{1,64} ?(?:\[at\]|\(at\)| apenstaartje ) ?[\w-]{1,63}(?:(?:\.| punt | dot | "
    r"?\[dot\] ?)[\w-]{1,63}){1,3}",
    re.IGNORECASE,
)
URL: Final = re.compile(
    r"(?:\b[a-z]{2,10}://|\bwww\.|\bftp://|\\\\(?=\w))[^\s<>\"'“”‘’]{1,500}", re.IGNORECASE
)
DOMAIN: Final = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,3}(?:nl|be|de|com|org|net|eu|uk|info|io|app|me|frl|"
    r"amsterdam)"
    r"(?:/[^\s<>\"'“”‘’]{0,300})?(?![\w-])",
    re.IGNORECASE,
)
IP4: Final = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w])(?!\.\d)")
IP6: Final = re.compile(r"(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")
PUBLIC_NAMES: Final = frozenset(
    {"bol.com", "booking.com", "marktplaats.nl", "buienradar.nl", "nu.nl", "coolblue.nl"}
)


def find_links(text: Text) -> Iterator[Span]:
    """All of them, each only when the sign it cannot do without is in the text."""
    raw = text.raw
    if "@" in raw or "(at)" in raw or "[at]" in raw or "apenstaartje" in raw:
        for pattern in (EMAIL, SPOKEN_EMAIL):
            yield from (_span(match, "EMAIL") for match in pattern.finditer(raw))
    if "/" in raw or "." in raw or "\\" in raw:
        yield from (_span(match, "URL") for match in URL.finditer(raw))
        for match in DOMAIN.finditer(raw):
            if match.group().lower() not in PUBLIC_NAMES:
                yield _span(match, "URL")
    yield from _find_ip(raw)


def _find_ip(raw: str) -> Iterator[Span]:
    for pattern, sign in ((IP4, "."), (IP6, ":")):
        if sign not in raw:
            continue
        for match in pattern.finditer(raw):
            if _is_ip(match.group()) and not is_version(raw, match.start()):
                yield Span(match.start(), match.end(), "IP", sure=True)


def _is_ip(wording: str) -> bool:
    try:
        ip_address(wording)
    except ValueError:
        return False
    return any(sign.isalnum() for sign in wording)


def _span(match: re.Match[str], label: str) -> Span:
    wording = match.group().rstrip(".,;:!?)]}")
    return Span(match.start(), match.start() + len(wording), label, sure=True)
