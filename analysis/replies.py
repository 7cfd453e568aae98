"""What the worker tells reporters under their code: how far along the loop their report is."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.corpus import OpenedReport
from reporting.report import ThreadAddress
from reporting.threads import Kind, Message, Step, ThreadRow, lock_message

NextNumber = Callable[[bytes], int | None]
"""(lookup) -> the place of the next message in a thread, or None when the thread is gone."""

WORDS: Final[Mapping[Kind, Mapping[str, str]]] = {
    "freed": {
        "nl": "Anderen vertelden hetzelfde als jij. Je melding wacht niet meer: hij telt nu mee, "
        "en een analist kan hem lezen.",
        "en": "Others told the same as you. Your report waits no longer: it counts now, and an "
        "analyst can read it.",
    },
    "theme": {
        "nl": "Jouw melding hoort bij een thema dat ook anderen noemen: “{label}”. "
        "Groepen van collega’s kunnen het nu bespreken.",
        "en": "Your report belongs to a theme that others mention too: “{label}”. "
        "Groups of colleagues can now discuss it.",
    },
    "discussed": {
        "nl": "Een groep collega’s besprak dit thema in een bijeenkomst.",
        "en": "A group of colleagues discussed this theme in a meeting.",
    },
    "lesson": {
        "nl": "Uit dat gesprek kwam een les, die de groep met anderen deelt.",
        "en": "A lesson came out of that talk, which the group shares with others.",
    },
}
TOLD_HERE: Final = tuple(WORDS)
"""The kinds of message that this module writes."""
ALONG: Final[tuple[Step, ...]] = ("discussed", "lesson")
"""Steps of a theme after it was published, in order."""


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell about one report."""

    one: OpenedReport
    theme: Mapping[str, str] | None = None
    """The labels, by language, of the published theme that holds it; None without one."""
    steps: Collection[Step] = ()
    """What happened with that theme since it was published."""
    freed: bool = False
    """It waited for others, and does no longer."""


def told_key(report: str, kind: Kind) -> str:
    """How the memory notes that a reporter was told something."""
    return f"{report}:{kind}"


def kinds_to_tell(news: News, told: frozenset[str]) -> Iterator[tuple[Kind, str]]:
    """What this reporter has not heard of, each with its message.

    Args:
        news: about a collected report.
        told: what was told before.
    """
    language = news.one.report.language
    due: list[Kind] = ["freed"] if news.freed else []
    if news.theme is not None:
        due += ["theme", *(step for step in ALONG if step in news.steps)]
    label = (news.theme or {}).get(language, "")
    for kind in due:
        if told_key(news.one.id, kind) not in told:
            yield kind, WORDS[kind][language].format(label=label)


def write_replies(
    everything: Sequence[News], told: frozenset[str], month: str, next_number: NextNumber
) -> tuple[list[ThreadRow], frozenset[str]]:
    """Lock the messages that are due.

    Args:
        everything: all collected reports that count, each with what there is to tell.
        told: what was told before.
        month: of this release.
        next_number: where the next message of a thread goes.

    Returns:
        The locked messages, and what reporters have now been told of the reports that still exist.
    """
    rows: list[ThreadRow] = []
    now_told: set[str] = set()
    for news in everything:
        one = news.one
        now_told |= {key for kind in TOLD_HERE if (key := told_key(one.id, kind)) in told}
        address = one.report.thread
        if address is not None:
            due = list(kinds_to_tell(news, told))
            rows += _locked(due, address, month, next_number(address.lookup) if due else None)
            now_told |= {told_key(one.id, kind) for kind, _ in due}
    return rows, frozenset(now_told)


def _locked(
    due: Sequence[tuple[Kind, str]], address: ThreadAddress, month: str, first: int | None
) -> list[ThreadRow]:
    if first is None:
        return []
    return [
        lock_message(Message(kind, body, month), number, address)
        for number, (kind, body) in enumerate(due, first)
    ]
