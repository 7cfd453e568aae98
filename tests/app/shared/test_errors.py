"""Every error of the domain has a page that says what to do."""

import pytest

from app.shared.errors import BY_ERROR, BY_STATUS, SORRY, answer_to
from reporting.errors import MistypedReceipt, ReportingError, StoreUnavailable
from reporting.masking.errors import MaskingFailed

REACHABLE = {"KeysNotReadable", "AlreadyHeld", "NotALeader", "NotTheNextRelease", "BadOwnWords"}
"""Errors of the worker, of the ceremony and of starting up: no visitor meets them."""


def kinds_of(base: type[ReportingError]) -> set[type[ReportingError]]:
    below = set(base.__subclasses__())
    return below.union(*(kinds_of(kind) for kind in below))


def test_no_error_that_a_visitor_can_meet_is_forgotten() -> None:
    forgotten = {kind.__name__ for kind in kinds_of(ReportingError) - set(BY_ERROR)}
    assert {
        name for name in forgotten if name not in REACHABLE and not name.startswith("Staff")
    } <= {name for name in forgotten if answer_to_name(name) is SORRY}
    assert MaskingFailed in BY_ERROR


def answer_to_name(name: str) -> object:
    [kind] = [one for one in kinds_of(ReportingError) if one.__name__ == name]
    return answer_to(kind())


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (MistypedReceipt(), 400),
        (StoreUnavailable("file /srv/x is locked"), 503),
        (ValueError("Karin"), 500),
    ],
)
def test_the_words_never_come_from_the_error(problem: Exception, status: int) -> None:
    answer = answer_to(problem)
    assert answer.status == status
    words = " ".join(map(str, (answer.title, *answer.sentences)))
    assert "Karin" not in words
    assert "/srv" not in words


def test_a_subclass_is_answered_like_its_parent() -> None:
    class LockedForLong(StoreUnavailable):
        pass

    assert answer_to(LockedForLong()).status == 503


def test_statuses_of_the_table_are_those_of_the_answers() -> None:
    assert all(status == answer.status for status, answer in BY_STATUS.items())
