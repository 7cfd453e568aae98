"""A question and its answer: from the analist's desk to the reporter and back, sealed all the way."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from config.limits import ANSWER_MAX, QUESTION_MAX
from reporting.errors import (
    AnswerTooLong,
    AnswerTooShort,
    MessageEmpty,
    MessageTooLong,
    NoKeyForThisMonth,
    ReceiptInText,
    UnknownQuestion,
    UnknownReceipt,
)
from reporting.followup import (
    NOTHING_YET,
    Sending,
    Thread,
    answer_question,
    close_thread,
    read_thread,
    withdraw_report,
)
from reporting.intake import submit_report
from reporting.receipts import ReceiptCode, derive_receipt, issue_receipt_code
from reporting.screening_state import open_state
from reporting.store.reports import SqlReportStore
from reporting.vault.envelope import Envelope, Purpose, read_header
from tests.conftest import Site
from tests.reporting.analist import Analist
from tests.reporting.samples import count, followup_desk, intake_desk, report

ASKED = "Weet je nog hoe druk het was?"
FIRST = 2
"""Number of the first question: after the message of receipt and the strip."""
ANSWER = "Erg druk, en er waren twee zieken."


@pytest.fixture
def analist(engine: Engine, site: Site) -> Analist:
    return Analist(engine, site)


def send(analist: Analist, **changes: object) -> ReceiptCode:
    code = issue_receipt_code()
    submit_report(report(**changes), code, intake_desk(analist.engine, analist.site))
    return code


def sending(site: Site, month: str = "2026-11") -> Sending:
    return Sending(site.manifest, month)


def answer(analist: Analist, code: ReceiptCode, body: str = ANSWER, number: int = FIRST) -> bool:
    desk = followup_desk(analist.engine, analist.site)
    return answer_question(code, number, body, desk, sending(analist.site))


def thread(analist: Analist, code: ReceiptCode) -> Thread:
    return read_thread(code, followup_desk(analist.engine, analist.site))


def asked(analist: Analist) -> tuple[ReceiptCode, str]:
    """A report whose reporter was asked something, and its id."""
    code = send(analist)
    analist.night()
    [sheet] = analist.pile()
    analist.order("ask", sheet.id, ASKED)
    analist.night()
    return code, sheet.id


def test_a_question_reaches_its_reporter_and_the_answer_its_analist(analist: Analist) -> None:
    code, id_ = asked(analist)
    [question] = thread(analist, code).questions
    assert (question.number, question.message.body, question.answered) == (FIRST, ASKED, "no")
    assert answer(analist, code)
    assert thread(analist, code).question(FIRST).answered == "on its way"
    analist.night()
    assert thread(analist, code).question(FIRST).answered == "arrived"
    [one] = analist.sheet(id_).answers
    assert (one.question, one.body) == (FIRST, ANSWER)
    assert thread(analist, code).messages == ()


def test_pressing_twice_is_one_answer_also_after_the_first_was_collected(analist: Analist) -> None:
    code, id_ = asked(analist)
    assert answer(analist, code)
    assert not answer(analist, code, "Iets anders.")
    analist.night()
    assert not answer(analist, code, "Iets anders.")
    analist.night()
    assert [one.body for one in analist.sheet(id_).answers] == [ANSWER]


def test_an_envelope_put_back_into_the_mailbag_is_no_second_answer(analist: Analist) -> None:
    code, id_ = asked(analist)
    answer(analist, code)
    [waiting] = SqlReportStore(analist.engine).waiting()
    analist.night()
    header = read_header(waiting.envelope)
    store = followup_desk(analist.engine, analist.site).store
    store.add_post(Envelope(waiting.id, header.epoch, Purpose.REPORT, waiting.envelope))
    analist.night()
    assert len(analist.sheet(id_).answers) == 1
    assert count(analist.engine, "inbox") == 0


def test_what_a_reporter_posts_later_looks_like_any_report(analist: Analist) -> None:
    code, _ = asked(analist)
    other = send(analist)
    analist.night()
    answer(analist, code)
    desk = followup_desk(analist.engine, analist.site)
    close_thread(code, desk, sending(analist.site, "2026-12"))
    withdraw_report(other, desk, analist.site.manifest, "2026-12")
    submit_report(
        report(), issue_receipt_code(), intake_desk(analist.engine, analist.site), "2026-12"
    )
    rows = [row.envelope for row in SqlReportStore(analist.engine).waiting()]
    assert len(rows) == 4
    assert len({len(row) for row in rows}) == 1
    headers = [read_header(row) for row in rows]
    assert {header.purpose for header in headers} == {Purpose.REPORT}
    assert sorted(header.epoch for header in headers) == [202611, 202612, 202612, 202612]


@pytest.mark.parametrize(
    ("body", "problem"),
    [(" \n", AnswerTooShort), ("x" * (ANSWER_MAX + 1), AnswerTooLong)],
)
def test_an_answer_has_a_length(
    sqlite_engine: Engine, site: Site, body: str, problem: type[Exception]
) -> None:
    analist = Analist(sqlite_engine, site)
    code, _ = asked(analist)
    with pytest.raises(problem):
        answer(analist, code, body)
    assert answer(analist, code, "😀" * ANSWER_MAX)
    other = send(analist)
    assert len({len(row.envelope) for row in SqlReportStore(sqlite_engine).waiting()}) == 1
    with pytest.raises(UnknownQuestion):
        answer(analist, other)


def test_the_code_is_no_part_of_an_answer(sqlite_engine: Engine, site: Site) -> None:
    analist = Analist(sqlite_engine, site)
    code, _ = asked(analist)
    with pytest.raises(ReceiptInText):
        answer(analist, code, f"Mijn code is {code.lower()}")


def test_without_a_key_for_this_month_nothing_is_sent(sqlite_engine: Engine, site: Site) -> None:
    analist = Analist(sqlite_engine, site)
    code, _ = asked(analist)
    desk = followup_desk(sqlite_engine, site)
    with pytest.raises(NoKeyForThisMonth):
        answer_question(code, FIRST, ANSWER, desk, sending(site, "2030-01"))
    assert count(sqlite_engine, "inbox") == 0


@pytest.mark.parametrize(
    ("text", "problem"), [("", MessageEmpty), ("x" * (QUESTION_MAX + 1), MessageTooLong)]
)
def test_a_question_has_words_that_fit_its_size_class(
    sqlite_engine: Engine, site: Site, text: str, problem: type[Exception]
) -> None:
    analist = Analist(sqlite_engine, site)
    code = send(analist)
    analist.night()
    [sheet] = analist.pile()
    with pytest.raises(problem):
        analist.order("ask", sheet.id, text)
    analist.order("ask", sheet.id, "😀" * QUESTION_MAX)
    analist.night()
    rows = followup_desk(sqlite_engine, site).store.thread_rows
    sizes = {len(row.envelope) for row in rows(derive_receipt(code, site.secrets).lookup)}
    assert len(sizes) == 1


def test_a_destroyed_mailbox_leaves_the_report_and_no_way_back(analist: Analist) -> None:
    code, id_ = asked(analist)
    close_thread(code, followup_desk(analist.engine, analist.site), sending(analist.site))
    for _ in range(2):
        assert thread(analist, code) == NOTHING_YET
        with pytest.raises(UnknownReceipt):
            answer(analist, code)
        analist.night()
    assert (count(analist.engine, "report"), count(analist.engine, "thread")) == (1, 0)
    analist.order("ask", id_, "En toen?")
    analist.night()
    assert not analist.sheet(id_).can_be_asked
    assert count(analist.engine, "thread") == 0


def test_of_a_withdrawn_report_nothing_is_left_in_the_files_for_any_key_to_open(
    sqlite_engine: Engine, site: Site, tmp_path: Path
) -> None:
    analist = Analist(sqlite_engine, site)
    seen: set[bytes] = set()
    code, id_ = asked(analist)
    seen |= sealed_bytes(analist)
    answer(analist, code)
    seen |= sealed_bytes(analist)
    analist.night()
    changed = report(story="Herschreven verhaal, lang genoeg om te lezen.")
    analist.order("change", id_, changed=changed)
    seen |= sealed_bytes(analist)
    analist.night()
    seen |= sealed_bytes(analist)
    send(analist)
    withdraw_report(code, followup_desk(sqlite_engine, site), site.manifest, "2026-11")
    assert analist.night()[0].withdrawn == 1
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [len(one) for one in seen if lies_in(files, one)] == []
    [kept] = analist.store.report_ids()
    assert lies_in(files, analist.store.envelope(kept) or b"")
    state = open_state(analist.store.state() or b"", site.analist.open)
    assert state.records == {}


def test_an_answer_goes_when_the_month_of_its_report_does(
    sqlite_engine: Engine, site: Site
) -> None:
    analist = Analist(sqlite_engine, site)
    code, _ = asked(analist)
    desk = followup_desk(sqlite_engine, site)
    answer_question(code, FIRST, ANSWER, desk, sending(site, "2026-12"))
    analist.night()
    assert count(sqlite_engine, "answer") == 1
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM report")
    analist.night(force=False)
    assert count(sqlite_engine, "answer") == 0


def sealed_bytes(analist: Analist) -> set[bytes]:
    """Every envelope that the database holds now."""
    with analist.engine.connect() as connection:
        return {
            envelope
            for table in ("inbox", "report", "answer", "thread", "sealed_state", "screening_order")
            for envelope in connection.exec_driver_sql(f"SELECT envelope FROM {table}").scalars()  # noqa: S608  # our own names
        }


def lies_in(files: bytes, envelope: bytes) -> bool:
    """Whether a piece of it is in the files: pages cut it up. Headers of one row are alike."""
    places = range(500, len(envelope) - 24, 500)
    return any(envelope[place : place + 24] in files for place in places)
