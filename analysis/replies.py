"""What the worker tells reporters under their code: how far along the loop their report is."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from analysis.corpus import OpenedReport
from reporting.report import ThreadAddress
from reporting.threads import Message, Step, ThreadRow, lock_message

NextNumber = Callable[[bytes], int | None]
"""(lookup) -> the place of the next message in a thread, or None when the thread is gone."""

IN_A_THEME: Mapping[str, str] = {
    "nl": "Jouw melding hoort bij een thema dat ook anderen noemen: “{label}”. "
    "Groepen van collega’s kunnen het nu bespreken.",
    "en": "Your report belongs to a theme that others mention too: “{label}”. "
    "Groups of colleagues can now discuss it.",
}


def told_key(report: str, step: Step) -> str:
    """How the memory notes that a reporter was told a step."""
    return f"{report}:{step}"


def steps_to_tell(
    one: OpenedReport, theme: Mapping[str, str] | None, told: frozenset[str]
) -> Iterator[tuple[Step, str]]:
    """The steps that this reporter has not heard of, each with its message.

    Args:
        one: a collected report.
        theme: the labels, by language, of the published theme that holds it; None without one.
        told: what was told before.
    """
    if told_key(one.id, "read") not in told:
        yield "read", ""
    if theme is not None and told_key(one.id, "theme") not in told:
        language = one.report.language
        yield "theme", IN_A_THEME[language].format(label=theme[language])


def write_replies(
    reports: Sequence[tuple[OpenedReport, Mapping[str, str] | None]],
    told: frozenset[str],
    month: str,
    next_number: NextNumber,
) -> tuple[list[ThreadRow], frozenset[str]]:
    """Lock the messages that are due.

    Args:
        reports: all collected reports, each with the labels of its published theme or None.
        told: what was told before.
        month: of this release.
        next_number: where the next message of a thread goes.

    Returns:
        The locked messages, and what reporters have now been told of the reports that still exist.
    """
    rows: list[ThreadRow] = []
    now_told: set[str] = set()
    for one, theme in reports:
        now_told |= {key for step in ("read", "theme") if (key := f"{one.id}:{step}") in told}
        address = one.report.thread
        if address is not None:
            news = list(steps_to_tell(one, theme, told))
            rows += _locked(news, address, month, next_number(address.lookup) if news else None)
            now_told |= {told_key(one.id, step) for step, _ in news}
    return rows, frozenset(now_told)


def _locked(
    news: Sequence[tuple[Step, str]], address: ThreadAddress, month: str, first: int | None
) -> list[ThreadRow]:
    if first is None:
        return []
    return [
        lock_message(Message(step, body, month), number, address)
        for number, (step, body) in enumerate(news, first)
    ]
