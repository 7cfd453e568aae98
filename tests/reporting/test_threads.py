from dataclasses import replace

from reporting.receipts import ReceiptKeys
from reporting.report import ThreadAddress
from reporting.threads import Message, ThreadRow, lock_message, unlock_messages

KEYS = ReceiptKeys(b"l" * 16, bytes(range(96)))
OTHERS = ReceiptKeys(b"l" * 16, bytes(range(1, 97)))
ADDRESS = ThreadAddress(KEYS.lookup, KEYS.thread_key().public.raw)
MESSAGES = [
    Message("received", "", "2026-11"),
    Message("read", "", "2026-11"),
    Message("theme", "Je melding hoort bij een thema.", "2026-12"),
]
ROWS = [lock_message(message, number, ADDRESS) for number, message in enumerate(MESSAGES)]


def test_the_reporter_reads_the_messages_in_order() -> None:
    assert unlock_messages(ROWS[::-1], KEYS) == tuple(MESSAGES)


def test_nobody_else_reads_them() -> None:
    assert unlock_messages(ROWS, OTHERS) == ()


def test_a_message_keeps_its_place() -> None:
    moved = [replace(ROWS[0], number=1), replace(ROWS[1], number=0), ROWS[2]]
    assert unlock_messages(moved, KEYS) == (MESSAGES[2],)


def test_a_message_keeps_its_thread() -> None:
    elsewhere = replace(KEYS, lookup=b"m" * 16)
    assert unlock_messages(ROWS, elsewhere) == ()


def test_a_damaged_message_does_not_hide_the_others() -> None:
    envelope = ROWS[1].envelope
    damaged = ThreadRow(KEYS.lookup, 1, envelope[:-1] + bytes([envelope[-1] ^ 1]))
    assert unlock_messages([ROWS[0], damaged, ROWS[2]], KEYS) == (MESSAGES[0], MESSAGES[2])


def test_a_status_and_a_message_have_the_same_size() -> None:
    assert len({len(row.envelope) for row in ROWS}) == 1
