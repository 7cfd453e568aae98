"""A draft becomes a card when two people let it through, and stops being one when it is taken back."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from reporting.learning.card_versions import (
    OWN_UNIT,
    TRIALS,
    CardVersion,
    Round,
    When,
    Who,
    newest_version,
    review_version,
    save_version,
    submit_version,
    withdraw_card,
)
from reporting.learning.cards import board, drafts, find_card, pick_card
from reporting.learning.case_card import CaseCard, changed_fields
from reporting.learning.desk import LearningDesk
from reporting.learning.errors import (
    CardChanged,
    CardNotReady,
    CardNotSubmitted,
    CardWithdrawn,
    NotTried,
    ReaderTooNear,
    ReasonMissing,
    SameReader,
)
from reporting.learning.meetings import plan_meeting
from tests.learning.samples import (
    ALL_NO,
    MONTH,
    NOW,
    READER,
    WRITER,
    approve,
    card_row,
    group,
    learning_desk,
    plan,
    publish,
)

WHEN = When(MONTH, "2026-06")
ROUND = Round(MONTH, 30)


@pytest.fixture
def desk(engine: Engine) -> LearningDesk:
    """One draft that nobody looked at, on each kind of database."""
    publish(engine, card_row("c-1"), approved=False)
    return learning_desk(engine)


def rewritten(card: CaseCard, title: str = "De tel kwijt") -> CaseCard:
    texts = {**card.texts, "nl": replace(card.texts["nl"], title=title)}
    return replace(card, texts=texts)


def draft(desk: LearningDesk) -> CaseCard:
    return drafts(desk)["c-1"]


def submitted(desk: LearningDesk, title: str = "De tel kwijt") -> CardVersion:
    last = newest_version("c-1", desk)
    number = last.number if last else 0
    saved = save_version(rewritten(draft(desk), title), number, WRITER, WHEN, desk)
    return submit_version(saved, ALL_NO, WRITER, desk)


def states(desk: LearningDesk) -> list[str]:
    return [one.state for one in desk.versions.history("c-1")]


def test_a_draft_waits_and_cannot_be_picked(desk: LearningDesk) -> None:
    hung = find_card("c-1", desk)
    assert (hung.review, hung.is_ready(MONTH)) == ("waiting", False)
    with pytest.raises(CardNotReady):
        pick_card("c-1", group(desk).id, MONTH, desk)


def test_a_version_waits_for_a_second_reader_and_is_in_use_after_that(desk: LearningDesk) -> None:
    waits = submitted(desk)
    assert find_card("c-1", desk).review == "waiting"
    read = review_version(waits, ALL_NO, READER, ROUND, desk)
    hung = find_card("c-1", desk)
    assert (hung.review, hung.card.texts["nl"].title) == ("approved", "De tel kwijt")
    assert hung.card.version == 1
    assert (read.first_reader, read.second_reader, read.read_in) == (WRITER, READER, MONTH)
    assert pick_card("c-1", group(desk).id, MONTH, desk).status == "picked"


def test_nobody_reads_their_own_card_a_second_time(desk: LearningDesk) -> None:
    saved = save_version(draft(desk), 0, WRITER, WHEN, desk)
    other = Who("other", "analist")
    waits = submit_version(saved, ALL_NO, other, desk)
    for person in (WRITER, other, replace(WRITER, role="intervisiebegeleider")):
        with pytest.raises(SameReader):
            review_version(waits, ALL_NO, person, ROUND, desk)
    assert states(desk) == ["submitted"]


@pytest.mark.parametrize("trial", TRIALS)
def test_one_yes_sends_a_card_back_and_says_why(desk: LearningDesk, trial: str) -> None:
    waits = submitted(desk)
    with pytest.raises(ReasonMissing):
        review_version(waits, {**ALL_NO, trial: True}, READER, ROUND, desk)
    back = replace(ROUND, reason="Het kan maar op één plek zo gaan.")
    read = review_version(waits, {**ALL_NO, trial: True}, READER, back, desk)
    assert (read.state, read.reason) == ("returned", "Het kan maar op één plek zo gaan.")
    assert find_card("c-1", desk).review == "waiting"
    with pytest.raises(CardChanged):
        submit_version(read, ALL_NO, WRITER, desk)


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(TRIALS, False), {**ALL_NO, "who": None}])
def test_a_question_without_an_answer_lets_nothing_through(
    desk: LearningDesk, answers: Mapping[str, bool | None]
) -> None:
    waits = submitted(desk)
    given = {name: answer for name, answer in answers.items() if answer is not None}
    with pytest.raises(NotTried):
        review_version(waits, given, READER, ROUND, desk)


def test_who_works_where_it_is_about_does_not_read_it(desk: LearningDesk) -> None:
    with pytest.raises(ReaderTooNear):
        review_version(submitted(desk), {**ALL_NO, OWN_UNIT: True}, READER, ROUND, desk)
    assert states(desk) == ["submitted"]


def test_the_first_reader_answers_with_no_as_well(desk: LearningDesk) -> None:
    saved = save_version(draft(desk), 0, WRITER, WHEN, desk)
    for answers in ({}, {**ALL_NO, "where": True}):
        with pytest.raises(NotTried):
            submit_version(saved, answers, WRITER, desk)
    assert states(desk) == ["edited"]


def test_a_card_is_for_use_thirty_days_after_the_month_of_its_newest_report(
    desk: LearningDesk,
) -> None:
    saved = save_version(draft(desk), 0, WRITER, When(MONTH, MONTH), desk)
    waits = submit_version(saved, ALL_NO, WRITER, desk)
    assert review_version(waits, ALL_NO, READER, ROUND, desk).ready_from == "2027-01"
    ours = group(desk)
    for month in (MONTH, "2026-12"):
        with pytest.raises(CardNotReady):
            pick_card("c-1", ours.id, month, desk)
    assert pick_card("c-1", ours.id, "2027-01", desk).status == "picked"


def test_the_same_words_are_no_new_version(desk: LearningDesk) -> None:
    first = save_version(rewritten(draft(desk)), 0, WRITER, WHEN, desk)
    assert save_version(rewritten(draft(desk)), 1, WRITER, WHEN, desk) == first
    assert states(desk) == ["edited"]


def test_what_somebody_else_saved_is_not_written_over(desk: LearningDesk) -> None:
    save_version(rewritten(draft(desk), "Eerst"), 0, WRITER, WHEN, desk)
    with pytest.raises(CardChanged):
        save_version(rewritten(draft(desk), "Toen"), 0, READER, WHEN, desk)
    assert [one.card.texts["nl"].title for one in desk.versions.history("c-1")] == ["Eerst"]


def test_two_readers_at_once_read_once(desk: LearningDesk) -> None:
    waits = submitted(desk)
    review_version(waits, ALL_NO, READER, ROUND, desk)
    with pytest.raises(CardChanged):
        review_version(waits, ALL_NO, Who("third", "analist"), ROUND, desk)
    [approved] = desk.versions.history("c-1")
    with pytest.raises(CardNotSubmitted):
        review_version(approved, ALL_NO, READER, ROUND, desk)


def test_a_new_version_replaces_the_one_in_use_only_when_it_is_approved(
    desk: LearningDesk,
) -> None:
    review_version(submitted(desk, "Eerst"), ALL_NO, READER, ROUND, desk)
    waits = submitted(desk, "Later")
    assert find_card("c-1", desk).card.texts["nl"].title == "Eerst"
    review_version(waits, ALL_NO, READER, ROUND, desk)
    assert find_card("c-1", desk).card.texts["nl"].title == "Later"
    assert states(desk) == ["approved", "replaced"]


def test_a_withdrawn_card_is_out_of_use_at_once_and_says_why(desk: LearningDesk) -> None:
    ours = group(desk)
    approve(desk, "c-1")
    pick_card("c-1", ours.id, MONTH, desk)
    withdraw_card("c-1", "Iemand kan het herkennen.", MONTH, desk)
    withdraw_card("c-1", "Nog een keer.", MONTH, desk)
    [hung] = board(desk)
    assert (hung.review, hung.group_id) == ("withdrawn", ours.id)
    assert desk.versions.withdrawn() == {"c-1": "Iemand kan het herkennen."}
    with pytest.raises(ReasonMissing):
        withdraw_card("c-1", "", MONTH, desk)


def test_no_meeting_is_planned_with_a_withdrawn_card(desk: LearningDesk) -> None:
    ours = group(desk)
    approve(desk, "c-1")
    pick_card("c-1", ours.id, MONTH, desk)
    withdraw_card("c-1", "Iemand kan het herkennen.", MONTH, desk)
    with pytest.raises(CardWithdrawn):
        plan_meeting(plan(ours, card_id="c-1"), NOW, desk)
    assert plan_meeting(plan(ours), NOW, desk).card_id is None


def test_a_withdrawn_card_comes_back_as_a_new_version(desk: LearningDesk) -> None:
    approve(desk, "c-1")
    withdraw_card("c-1", "Iemand kan het herkennen.", MONTH, desk)
    review_version(submitted(desk, "Opnieuw"), ALL_NO, READER, ROUND, desk)
    hung = find_card("c-1", desk)
    assert (hung.review, hung.card.texts["nl"].title) == ("approved", "Opnieuw")
    assert desk.versions.withdrawn() == {}
    assert states(desk) == ["approved", "withdrawn"]


def test_a_difference_is_told_by_field(desk: LearningDesk) -> None:
    old, new = draft(desk), rewritten(draft(desk))
    assert changed_fields(old, old) == {}
    assert changed_fields(new, old) == {
        "title_nl": (card_row()["title_nl"], "De tel kwijt"),
    }
