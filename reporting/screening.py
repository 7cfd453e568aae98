"""What analisten do: unlock, draw a pile of sealed reports, read one, and order what is to follow.

The staff process changes no report and no thread. Each order is sealed and waits, like what
reporters post, until the worker carries out a bag of them.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from config.limits import QUESTION_MAX
from reporting.bags import Open, StoredEnvelope
from reporting.errors import CannotOpen, MessageEmpty, MessageTooLong, ReportGone
from reporting.masking.cautions import find_cautions
from reporting.orders import Order, Record, ScreeningState, in_order, note, pack_order, unpack_order
from reporting.posts import Answer, unpack_post
from reporting.report import Report, tidy, unpack_report
from reporting.screening_desk import AnswerRead, Known, ScreeningDesk, Sheet
from reporting.screening_state import state_or_new
from reporting.vault.analists import ScreeningRing, screening_keys, unlock_analist
from reporting.vault.envelope import Purpose
from reporting.vault.epochs import epoch_of
from reporting.vault.sealing import seal

PILE: Final = 20
"""Reports on a pile; as many as somebody reads with attention in an hour."""
LOOKED_AT: Final = 200
"""Unread reports that are looked through for danger when a pile is drawn; 3 MiB."""

SHUFFLER: Final = secrets.SystemRandom()


def unlock(name: str, passphrase: str, desk: ScreeningDesk) -> ScreeningRing:
    """The screening keys of an analist; for the memory of one session.

    Args:
        name: the e-mail address of the account.
        passphrase: as typed.
        desk: of this process.

    Raises:
        UnknownAnalist, NotAName: this account has no key.
        WrongPassphrase: that is not its passphrase.
        KeysNotReadable: a file is damaged, or others may read it.
    """
    wrapped = desk.folder.analist(name.lower())
    return screening_keys(unlock_analist(wrapped, passphrase), desk.folder)


def look_up(open_: Open, desk: ScreeningDesk) -> Known:
    """Everything the desk knows now, the orders that still wait included."""
    state = state_or_new(desk.store.state(), open_)
    changed: dict[str, Report] = {}
    waiting = Counter[str]()
    for order in _waiting_orders(open_, desk):
        waiting[order.report] += 1
        state = state.with_record(order.report, note(state.record(order.report), order))
        if order.changed is not None:
            changed[order.report] = order.changed
    return Known(state, _answers_by_report(state, open_, desk), changed, waiting)


def draw_pile(open_: Open, desk: ScreeningDesk) -> tuple[str, ...]:
    """Ids of reports to read next: answered ones and urgent ones first, else in a random order.

    Held reports do not open here, so they are on no pile.
    """
    known = look_up(open_, desk)
    records, present = known.state.records, {one.hex() for one in desk.store.report_ids()}
    answered = [
        report
        for report, answers in known.answers.items()
        if report in present
        and any(one.id not in known.state.record(report).answers for one in answers)
    ]
    unread = [one for one in present if not records.get(one, Record()).read and one not in answered]
    drawn = SHUFFLER.sample(sorted(unread), k=min(len(unread), LOOKED_AT))
    sheets = [*_sheets(SHUFFLER.sample(answered, k=len(answered)), known, open_, desk)]
    sheets += sorted(_sheets(drawn, known, open_, desk), key=lambda one: not one.urgent)
    return tuple(one.id for one in sheets[:PILE])


def read_report(report: str, known: Known, open_: Open, desk: ScreeningDesk) -> Sheet:
    """One report with all that is known of it.

    Raises:
        ReportGone: it was withdrawn, it is damaged, or its key is gone.
    """
    row_key = bytes.fromhex(report)
    envelope = desk.store.envelope(row_key)
    if envelope is None:
        raise ReportGone
    try:
        found = unpack_report(open_(envelope, Purpose.REPORT, row_key))
    except CannotOpen:
        raise ReportGone from None
    shown = _as_ordered(found, known.changed.get(report))
    return Sheet(
        id=report,
        report=shown,
        record=known.state.record(report),
        answers=known.answers.get(report, ()),
        urgent=_is_urgent(shown),
        waiting=known.waiting.get(report, 0),
    )


def give_order(order: Order, id_: bytes, desk: ScreeningDesk) -> bool:
    """Leave an order for the worker; False when it was given before, with the same id.

    Args:
        order: about a report on the desk.
        id_: 16 bytes, made with the page, so that pressing twice is ordering once.
        desk: of this process.

    Raises:
        MessageEmpty, MessageTooLong: the words must be changed.
        NoKeyForThisMonth: a new key ceremony is needed.
        StoreUnavailable: nothing was kept.
    """
    text = tidy(order.text)
    if order.kind in {"ask", "signal"} and not text:
        raise MessageEmpty
    if len(text) > QUESTION_MAX:
        raise MessageTooLong
    month = order.given[:7]
    envelope = seal(
        pack_order(replace(order, text=text)),
        desk.keys.recipients(month),
        purpose=Purpose.ORDER,
        epoch=epoch_of(month),
        object_id=id_,
    )
    return desk.store.add_order(envelope)


def _as_ordered(found: Report, changed: Report | None) -> Report:
    if changed is None:
        return found
    return replace(changed, thread=found.thread, hold=found.hold, month=found.month)


def _is_urgent(report: Report) -> bool:
    cautions = find_cautions(report.story, report.language, ())
    return any(one.kind in {"danger", "harm"} for one in cautions)


def _sheets(ids: Iterable[str], known: Known, open_: Open, desk: ScreeningDesk) -> Iterator[Sheet]:
    for report in ids:
        try:
            yield read_report(report, known, open_, desk)
        except ReportGone:
            continue


def _waiting_orders(open_: Open, desk: ScreeningDesk) -> list[Order]:
    found = []
    for stored in desk.store.orders():
        try:
            found.append(unpack_order(open_(stored.envelope, Purpose.ORDER, stored.id)))
        except CannotOpen:
            continue
    return sorted(found, key=in_order)


def _answers_by_report(
    state: ScreeningState, open_: Open, desk: ScreeningDesk
) -> dict[str, tuple[AnswerRead, ...]]:
    by_lookup = {
        asked.lookup: report
        for report, record in state.records.items()
        for asked in record.asked
        if asked.lookup
    }
    found: dict[str, tuple[AnswerRead, ...]] = {}
    for stored in desk.store.answers():
        answer = _open_answer(stored, open_)
        report = None if answer is None else by_lookup.get(answer.address.lookup.hex())
        if answer is not None and report is not None:
            one = AnswerRead(stored.id.hex(), answer.question, answer.body)
            found[report] = (*found.get(report, ()), one)
    return found


def _open_answer(stored: StoredEnvelope, open_: Open) -> Answer | None:
    try:
        post = unpack_post(open_(stored.envelope, Purpose.REPORT, stored.id))
    except CannotOpen:
        return None
    return post if isinstance(post, Answer) else None
