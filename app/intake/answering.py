"""Answering a question of an analist: masked with the reporter looking on, then sent once."""

from dataclasses import dataclass, replace
from typing import Final

from flask import Response, request
from flask_babel import gettext as _

from app.intake.checking import MAX_WORDS, Checked, check_draft, read_words
from app.intake.notices import Notice
from app.intake.report import changed, not_sent
from app.intake.room import Room
from app.intake.state import Draft
from app.shared.bodies import tidy_text
from app.shared.pages import page
from config.limits import ANSWER_MAX
from reporting.errors import AnswerTooLong, AnswerTooShort, ReportingError, UnknownReceipt
from reporting.followup import Question, Sending, answer_question, check_answer
from reporting.masking.errors import MaskingFailed
from reporting.receipts import ReceiptCode

TEXT_FIELD: Final = "antwoord"
QUESTION_FIELD: Final = "vraag"
FIELDS: Final = frozenset({TEXT_FIELD, QUESTION_FIELD, "keep", "also"})
NUMBER_SIGNS: Final = 6
"""Digits of the number of a question; more is no number of ours."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer as it was typed so far."""

    draft: Draft
    question: Question | None
    """None when it could not be looked up now."""


class AnswerPages:
    """The steps of an answer; they share the address of the return visit."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def draft(self, code: ReceiptCode, before: Draft | None) -> Draft:
        """The answer that the form at hand holds; `before` is that of the page it stood on."""
        sent = request.form
        typed = before or Draft(code, question=number_in(sent.get(QUESTION_FIELD, "")))
        text = tidy_text(sent.get(TEXT_FIELD, typed.answers.story))
        also = read_words(tidy_text(sent["also"])) if "also" in sent else typed.also
        keep = tuple(dict.fromkeys(map(tidy_text, sent.getlist("keep"))))[:MAX_WORDS]
        return replace(typed, answers=replace(typed.answers, story=text), keep=keep, also=also)

    def show(self, begun: Begun, notice: Notice | None = None) -> Response:
        """The answer as it will be kept, to look at and to change."""
        room = self._room
        try:
            checked = check_draft(begun.draft, room.desk.own_words, room.language)
        except MaskingFailed as problem:
            checked, notice = None, not_sent(problem)
        notice = (checked and out_of_bounds(checked)) or notice
        draft = begun.draft
        if checked is not None:
            draft = replace(draft, seen=checked.digest, keep=checked.kept)
        return page(
            "intake/answer.html",
            notice.status if notice else 200,
            question=begun.question.message.body if begun.question else "",
            draft=draft,
            checked=checked,
            longest=ANSWER_MAX,
            state=room.seal.close(draft, "answer", room.clock()),
            notice=notice,
        )

    def send(self, begun: Begun, before: Draft | None, sending: Sending) -> Response:
        """Send what was seen; show it again when something was changed or is in the way."""
        room, draft = self._room, begun.draft
        if draft != before:
            return self.show(begun, changed())
        try:
            checked = check_draft(draft, room.desk.own_words, room.language)
            if checked.digest != draft.seen:
                return self.show(begun, changed())
            body, desk = checked.story.text, room.desk.followup
            new = answer_question(draft.code, draft.question, body, desk, sending)
        except UnknownReceipt:
            raise
        except ReportingError as problem:
            return self.show(begun, answer_not_sent(problem))
        state = room.seal.close(Draft(draft.code), "follow", room.clock())
        return page("intake/answered.html", 201 if new else 200, new=new, state=state)


def number_in(text: str) -> int:
    """The number of a question; 0, which is never one, when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER_SIGNS else 0


def out_of_bounds(checked: Checked) -> Notice | None:
    """What to mend about the length, with placeholders in it; None when it fits."""
    title = _("Er is nog niets verstuurd")
    try:
        check_answer(checked.story.text)
    except AnswerTooShort:
        return Notice(title, [_("Typ eerst je antwoord.")], 400)
    except AnswerTooLong:
        sentence = _("Maak je antwoord korter: hoogstens %(most)d tekens, nu %(found)d.")
        found = len(checked.story.text)
        return Notice(title, [sentence % {"most": ANSWER_MAX, "found": found}], 400)
    return None


def answer_not_sent(problem: ReportingError) -> Notice:
    """Sending did not work; all that was typed is on the page."""
    notice = not_sent(problem)
    if notice.status < 500:  # noqa: PLR2004 - the statuses that are ours to mend
        return notice
    return busy(notice.status)


def busy(status: int) -> Notice:
    """Nothing can be kept or looked up for a moment."""
    sentences = [
        _("Er is niets kwijt: alles staat nog op deze pagina."),
        _("Wacht een minuut en druk nog eens op Verstuur mijn antwoord."),
    ]
    return Notice(_("Je antwoord is nog niet verstuurd"), sentences, status)
