"""Coming back with the receipt code: how far it is, questions, messages, and ways to stop."""

from typing import Final

from flask import Blueprint, Response, abort, request
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField

from app.intake.answering import FIELDS, AnswerPages, Begun, busy
from app.intake.months import month_name
from app.intake.room import FILLER_FIELD, STATE_FIELD, Room
from app.intake.state import Draft, Opened
from app.intake.strips import LINE_FIELD, STRIP_STEPS, strip_answer
from app.shared.bodies import refuse_unknown_fields
from app.shared.errors import answer_to
from app.shared.pages import page
from config.limits import ANSWER_MAX, K_THEME, RETENTION_MONTHS
from reporting.errors import MistypedReceipt, NoStripYet, StoreUnavailable, UnknownReceipt
from reporting.followup import (
    NOTHING_YET,
    Sending,
    Thread,
    close_thread,
    read_thread,
    withdraw_report,
)
from reporting.receipts import ReceiptCode, read_receipt_code
from reporting.threads import STEPS
from reporting.vault.epochs import months_from

STEP_NAMES: Final = {
    "received": lazy_gettext("Ontvangen"),
    "read": lazy_gettext("Gelezen door een analist"),
    "theme": lazy_gettext("Deel van een thema"),
    "discussed": lazy_gettext("Besproken in een groep"),
    "lesson": lazy_gettext("Les gedeeld"),
    "done": lazy_gettext("Afgerond"),
}
LONGEST_TYPED: Final = 250
"""Characters; eight words have some 160 with what stands between them."""
TO_CHECK, TO_SEND = "antwoord-nakijken", "antwoord-versturen"
ANSWERING: Final = frozenset({TO_CHECK, TO_SEND})
ASKING: Final = {"intrekken": "intake/withdraw.html", "sluiten": "intake/close.html"}
"""Steps that ask whether somebody is sure."""


class CodeForm(FlaskForm):
    """The one field for the code."""

    class Meta:
        """No session, so no token in it; see app.shared.fetch_metadata."""

        csrf = False

    code = StringField()


class FollowPages:
    """The return visit. The code is in the body of the form only."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._answers = AnswerPages(room)

    def blueprint(self) -> Blueprint:
        """The pages at their address."""
        pages = Blueprint("follow", __name__)
        pages.add_url_rule("/volgen", "enter", self.enter, methods=["GET"])
        pages.add_url_rule("/volgen", "act", self.act, methods=["POST"])
        return pages

    def enter(self) -> Response:
        """Where the code is typed."""
        return self._code_page()

    def act(self) -> Response:
        """Show the thread or the proof of reporting, take an answer, or stop after asking."""
        known = {"code", "stap", LINE_FIELD, STATE_FIELD, FILLER_FIELD, *FIELDS}
        refuse_unknown_fields(request, known)
        try:
            opened = self._room.opened("follow", "answer")
            code = self._code(opened)
            if code is None:
                return self._code_page(_("Deze pagina was verlopen. Typ je code opnieuw."), 400)
            return self._step(code, opened)
        except (MistypedReceipt, UnknownReceipt, NoStripYet) as problem:
            answer = answer_to(problem)
            sentences = " ".join([str(one) for one in (answer.title + ".", *answer.sentences)])
            return self._code_page(sentences, answer.status)

    def _step(self, code: ReceiptCode, opened: Opened | None) -> Response:
        step = request.form.get("stap", "")
        if step in ASKING:
            return page(ASKING[step], state=self._state(code), keys_gone=self._keys_gone())
        before = opened.draft if opened and opened.step == "answer" else None
        if step in ANSWERING or (before and not step):
            return self._answer(code, before, step)
        self._wait_for_turn()
        if step == "intrekken-zeker":
            self._withdraw(code)
            return page("intake/withdrawn.html", keys_gone=self._keys_gone())
        if step == "sluiten-zeker":
            close_thread(code, self._room.desk.followup, self._sending())
            return page("intake/closed.html")
        if step in STRIP_STEPS:
            return strip_answer(self._room, code, step, self._state(code))
        return self._thread_page(code, read_thread(code, self._room.desk.followup))

    def _answer(self, code: ReceiptCode, before: Draft | None, step: str) -> Response:
        room = self._room
        draft = self._answers.draft(code, before)
        if not room.desk.turnstile.lets_through(room.clock()):
            return self._answers.show(Begun(draft, None), busy(429))
        try:
            question = read_thread(code, room.desk.followup).question(draft.question)
        except StoreUnavailable:
            return self._answers.show(Begun(draft, None), busy(503))
        begun = Begun(draft, question)
        if step == TO_SEND:
            return self._answers.send(begun, before, self._sending())
        return self._answers.show(begun)

    def _wait_for_turn(self) -> None:
        if not self._room.desk.turnstile.lets_through(self._room.clock()):
            abort(429)

    def _withdraw(self, code: ReceiptCode) -> None:
        desk = self._room.desk
        withdraw_report(code, desk.followup, desk.intake.manifest, self._room.month)

    def _sending(self) -> Sending:
        return Sending(self._room.desk.intake.manifest, self._room.month)

    def _keys_gone(self) -> str:
        """The month after which no backup of today holds anything that opens."""
        return month_name(last_month(self._room.month))

    def _code(self, opened: Opened | None) -> ReceiptCode | None:
        typed = request.form.get("code")
        if typed is not None:
            return read_receipt_code(typed[:LONGEST_TYPED])
        return opened.draft.code if opened and opened.fresh else None

    def _state(self, code: ReceiptCode) -> str:
        return self._room.seal.close(Draft(code), "follow", self._room.clock())

    def _thread_page(self, code: ReceiptCode, thread: Thread) -> Response:
        return page(
            "intake/thread.html",
            steps=step_states(thread),
            nothing_yet=thread == NOTHING_YET,
            questions=thread.questions,
            has_strip=thread.has_strip,
            messages=[(month_name(one.month), one.body) for one in thread.messages],
            held=thread.held,
            others=K_THEME,
            until=month_name(last_month(thread.month)) if thread.month else "",
            longest=ANSWER_MAX,
            month_name=month_name,
            state=self._state(code),
        )

    def _code_page(self, sentence: str = "", status: int = 200) -> Response:
        form = CodeForm(formdata=request.form if request.method == "POST" else None)
        form.code.label.text = _("Je code")
        form.code.description = _(
            "24 letters en cijfers, of je acht woorden. Streepjes en hoofdletters hoeven niet."
        )
        if sentence:
            form.code.errors = [sentence]
        return page("intake/follow.html", status, form=form)


def step_states(thread: Thread) -> list[tuple[LazyString, str, str]]:
    """Each step of the loop with its state in words and a colour."""
    reached = set(thread.steps)
    unseen = (_("Nog niet te zien"), "grey")
    states = [
        (STEP_NAMES[step], _("Klaar"), "green")
        if step in reached
        else (STEP_NAMES[step], _("Nog niet"), "grey")
        for step in STEPS
    ]
    return [(STEP_NAMES["received"], *unseen), *states[1:]] if thread == NOTHING_YET else states


def last_month(month: str) -> str:
    """The last month in which a report of `month` can be read, "YYYY-MM"."""
    return months_from(month, RETENTION_MONTHS + 1)[-1]
