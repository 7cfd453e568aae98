"""A bulletin is gathered from what was released, and published by two people."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from config.bulletin import load_bulletin_words
from reporting.learning.actions import Ask, end_action, keep_open
from reporting.learning.bulletin import (
    Bulletin,
    Draft,
    Item,
    digest_of,
    pack_bulletin,
    texts_of,
    unpack_bulletin,
)
from reporting.learning.bulletin_desk import BulletinDesk, find_draft, find_published
from reporting.learning.bulletin_gathering import gather
from reporting.learning.bulletin_making import (
    approve,
    begin_bulletin,
    correct,
    save_draft,
    withdraw,
)
from reporting.learning.bulletin_sheet import lay_out
from reporting.learning.card_versions import withdraw_card
from reporting.learning.harvest_errors import (
    BadMonth,
    BulletinChanged,
    BulletinEmpty,
    BulletinIsPublished,
    BulletinReasonMissing,
    ChoiceGone,
    NotPlain,
    SamePerson,
    UnknownBulletin,
)
from reporting.learning.lessons import withdraw_lesson
from tests.learning.harvest_samples import (
    HELD,
    LESSON,
    TODAY,
    action,
    bulletin_desk,
    held_meeting,
    lesson,
)
from tests.learning.samples import card_row, publish
from tests.reporting.samples import count

MONTH = "2026-11"


@pytest.fixture
def desk(sqlite_engine: Engine) -> BulletinDesk:
    """A card that was talked about, a lesson, an action that was done and one that was not."""
    publish(sqlite_engine, card_row("c-1"), card_row("c-2", theme="t-2"))
    found = bulletin_desk(sqlite_engine)
    meeting = held_meeting(found.harvest)
    lesson(found.harvest, meeting)
    done = action(found.harvest, meeting)
    cannot = action(found.harvest, meeting, Ask("Een tweede tillift.", "directie", "2026-12"))
    end_action(done.id, "closed", "De lijst hangt nu bij de deur.", TODAY, found.harvest)
    end_action(cannot.id, "refused", "Er is dit jaar geen geld voor.", TODAY, found.harvest)
    action(found.harvest, meeting, Ask("Meer licht in de gang.", "facilitair", "2027-01"))
    return found


def draft(desk: BulletinDesk, month: str = MONTH) -> Bulletin:
    return begin_bulletin(month, TODAY, desk).bulletin


def publish_both(desk: BulletinDesk, month: str = MONTH) -> None:
    digest = digest_of(find_draft(month, desk).bulletin)
    for who in ("een", "twee"):
        approve(month, digest, who, TODAY, desk)


def test_a_draft_makes_itself_from_what_was_released(desk: BulletinDesk) -> None:
    found = draft(desk)
    assert found.story is not None
    assert found.story.card_id == "c-1"
    assert [item.texts["nl"] for item in found.lessons] == [LESSON]
    assert [item.outcome["nl"] for item in found.changed] == ["De lijst hangt nu bij de deur."]
    assert [item.texts["nl"] for item in found.refused] == ["Een tweede tillift."]
    assert begin_bulletin(MONTH, TODAY, desk).bulletin == found


def test_a_draft_holds_part_one_of_a_card_and_not_what_helped(desk: BulletinDesk) -> None:
    card = card_row("c-1")
    packed = pack_bulletin(draft(desk))
    for paragraph in card["story_nl"].split("\n\n"):
        assert paragraph in packed
    assert card["helped_nl"] not in packed


def test_only_a_card_that_a_group_talked_about_can_be_told_to_everybody(desk: BulletinDesk) -> None:
    found = draft(desk)
    with pytest.raises(ChoiceGone):
        save_draft(MONTH, found, "c-2", desk)
    assert save_draft(MONTH, found, "", desk).bulletin.story is None


def test_a_card_that_was_taken_back_is_told_to_nobody(desk: BulletinDesk) -> None:
    found = draft(desk)
    withdraw_card("c-1", "Iemand kan het herkennen.", MONTH, desk.harvest.learning)
    with pytest.raises(ChoiceGone):
        save_draft(MONTH, found, "c-1", desk)
    assert gather(MONTH, desk).story is None


def test_what_stood_in_one_bulletin_is_not_put_into_the_next(desk: BulletinDesk) -> None:
    draft(desk)
    publish_both(desk)
    later = TODAY + timedelta(days=30)
    found = begin_bulletin("2026-12", later, desk).bulletin
    assert (found.story, found.items) == (None, ())


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "november", "", "2026-1"])
def test_a_bulletin_is_about_a_month_that_has_begun(desk: BulletinDesk, month: str) -> None:
    with pytest.raises(BadMonth):
        begin_bulletin(month, TODAY, desk)


def test_two_different_people_publish_it(desk: BulletinDesk, sqlite_engine: Engine) -> None:
    digest = digest_of(draft(desk))
    assert approve(MONTH, digest, "een", TODAY, desk) is None
    assert desk.store.all_published() == ()
    with pytest.raises(SamePerson):
        approve(MONTH, digest, "een", TODAY, desk)
    assert desk.store.all_published() == ()
    published = approve(MONTH, digest, "twee", TODAY, desk)
    assert published is not None
    [found] = desk.store.all_published()
    assert found == published
    assert found.published_by == ("een", "twee")
    assert desk.store.all_drafts() == ()
    assert count(sqlite_engine, "bulletin_print") == 2
    with pytest.raises(BulletinIsPublished):
        begin_bulletin(MONTH, TODAY, desk)


def test_who_changes_a_draft_undoes_the_approval(desk: BulletinDesk) -> None:
    before = draft(desk)
    approve(MONTH, digest_of(before), "een", TODAY, desk)
    changed = replace(before, intro=texts_of({"nl": "Lees wat we samen leerden."}))
    save_draft(MONTH, changed, "c-1", desk)
    with pytest.raises(BulletinChanged):
        approve(MONTH, digest_of(before), "twee", TODAY, desk)
    now = digest_of(find_draft(MONTH, desk).bulletin)
    assert approve(MONTH, now, "twee", TODAY, desk) is None
    assert approve(MONTH, now, "een", TODAY, desk) is not None


def test_a_store_that_is_asked_directly_wants_two_people_too(desk: BulletinDesk) -> None:
    whole = draft(desk)
    digest = digest_of(whole)
    approve(MONTH, digest, "een", TODAY, desk)
    published = approve(MONTH, digest, "twee", TODAY, desk)
    assert published is not None
    with pytest.raises(UnknownBulletin):
        desk.store.publish(published, {})
    desk.store.put_draft(Draft(replace(whole, version=2)))
    second = replace(published, bulletin=replace(whole, version=2))
    with pytest.raises(BulletinChanged):
        desk.store.publish(second, {})
    desk.store.approve(MONTH, digest_of(second.bulletin), "twee")
    with pytest.raises(SamePerson):
        desk.store.publish(second, {})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"intro": texts_of({"nl": "Met dank aan Fatima."})}, "intro_nl"),
        ({"intro": texts_of({"en": "Thanks to Peter."})}, "intro_en"),
    ],
)
def test_an_introduction_that_names_somebody_is_not_kept(
    desk: BulletinDesk, change: dict[str, object], field: str
) -> None:
    before = draft(desk)
    with pytest.raises(NotPlain) as refused:
        save_draft(MONTH, replace(before, **change), "c-1", desk)  # type: ignore[arg-type]  # fields of a bulletin
    assert refused.value.field == field
    assert find_draft(MONTH, desk).bulletin == before


def test_a_translation_is_looked_at_like_the_lesson_itself(desk: BulletinDesk) -> None:
    before = draft(desk)
    [item] = before.lessons
    told = replace(item, texts=texts_of({"nl": LESSON, "en": "We learned that Peter was right."}))
    with pytest.raises(NotPlain) as refused:
        save_draft(MONTH, replace(before, lessons=(told,)), "c-1", desk)
    assert refused.value.field == f"text_{item.id}_en"


def test_an_empty_bulletin_is_none(desk: BulletinDesk) -> None:
    before = draft(desk)
    for empty in (
        replace(before, intro=texts_of({})),
        replace(before, lessons=(), changed=(), refused=()),
        replace(before, lessons=(Item(before.lessons[0].id, texts_of({})),)),
    ):
        with pytest.raises(BulletinEmpty):
            save_draft(MONTH, empty, "", desk)


def test_a_lesson_that_was_taken_back_can_no_longer_be_published(desk: BulletinDesk) -> None:
    before = draft(desk)
    approve(MONTH, digest_of(before), "een", TODAY, desk)
    withdraw_lesson(before.lessons[0].id, desk.harvest)
    with pytest.raises(ChoiceGone):
        approve(MONTH, digest_of(before), "twee", TODAY, desk)
    assert desk.store.all_published() == ()


def test_an_action_that_is_open_again_can_no_longer_be_published(desk: BulletinDesk) -> None:
    before = draft(desk)
    keep_open(before.changed[0].id, "directie", "2027-01", TODAY, desk.harvest)
    with pytest.raises(ChoiceGone):
        approve(MONTH, digest_of(before), "een", TODAY, desk)


def test_a_correction_is_a_new_version_with_a_reason_by_two_people(desk: BulletinDesk) -> None:
    before = draft(desk)
    publish_both(desk)
    withdraw_lesson(before.lessons[0].id, desk.harvest)
    second = correct(MONTH, desk).bulletin
    assert (second.version, second.lessons) == (2, ())
    assert correct(MONTH, desk).bulletin == second
    with pytest.raises(BulletinReasonMissing):
        save_draft(MONTH, second, "c-1", desk)
    told = replace(second, reason=texts_of({"nl": "Een les is teruggetrokken."}))
    save_draft(MONTH, told, "c-1", desk)
    assert find_published(MONTH, desk).bulletin.version == 1
    publish_both(desk)
    found = find_published(MONTH, desk).bulletin
    assert (found.version, found.reason["nl"]) == (2, "Een les is teruggetrokken.")


def test_a_withdrawal_is_done_at_once_and_leaves_the_reason_only(desk: BulletinDesk) -> None:
    draft(desk)
    publish_both(desk)
    for wrong, error in (("", BulletinReasonMissing), ("Fatima stond erin.", NotPlain)):
        with pytest.raises(error):
            withdraw(MONTH, wrong, "een", TODAY, desk)
    withdraw(MONTH, "Er stond iets herkenbaars in.", "een", TODAY, desk)
    found = find_published(MONTH, desk).bulletin
    assert (found.version, found.withdrawn, found.items, found.story) == (2, True, (), None)
    again = correct(MONTH, desk).bulletin
    assert (again.version, again.withdrawn) == (3, False)
    assert [item.texts["nl"] for item in again.lessons] == [LESSON]


def test_of_a_month_without_a_bulletin_nothing_is_corrected_or_withdrawn(
    desk: BulletinDesk,
) -> None:
    with pytest.raises(UnknownBulletin):
        correct(MONTH, desk)
    with pytest.raises(UnknownBulletin):
        withdraw(MONTH, "Er stond iets in.", "een", TODAY, desk)
    with pytest.raises(UnknownBulletin):
        approve(MONTH, "", "een", TODAY, desk)


def test_a_bulletin_is_the_same_after_it_was_packed(desk: BulletinDesk) -> None:
    found = replace(draft(desk), reports_band="10-19", reason=texts_of({"en": "A correction."}))
    assert unpack_bulletin(pack_bulletin(found)) == found
    assert digest_of(unpack_bulletin(pack_bulletin(found))) == digest_of(found)


def test_where_a_translation_is_missing_the_other_language_stands_in_and_says_so(
    desk: BulletinDesk,
) -> None:
    words = load_bulletin_words()
    sheet = lay_out(draft(desk), "en", words)
    [learned, changed, refused] = sheet.sections
    assert learned.heading == "What groups learned"
    assert (learned.lines[0].said.text, learned.lines[0].said.language) == (LESSON, "nl")
    assert changed.lines[0].after is not None
    assert refused.lines[0].after is not None
    assert refused.lines[0].after.text == "De reden: er is dit jaar geen geld voor."
    assert sheet.story is not None
    assert sheet.story.title.language == "en"


def test_lessons_of_many_meetings_leave_a_bulletin_of_one_page(desk: BulletinDesk) -> None:
    for days in range(1, 4):
        meeting = held_meeting(desk.harvest, None, HELD + timedelta(days=days))
        for text in ("rust helpt", "samen kijken helpt", "vragen helpt"):
            lesson(desk.harvest, meeting, text)
    assert len(draft(desk).lessons) == 5
