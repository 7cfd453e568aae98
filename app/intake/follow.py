"""Coming back with the receipt code: how far it is, messages, the proof of it, withdrawing."""

from typing import Final

from flask import Blueprint, Response, abort, request
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField

from app.intake.months import month_name
from app.intake.room import FILLER_FIELD, STATE_FIELD, Room
from app.intake.state import Draft
from app.intake.strips import LINE_FIELD, STRIP_STEPS, strip_answer
from app.shared.bodies import refuse_unknown_fields
from app.shared.errors import answer_to
from app.shared.pages import page
from reporting.errors import MistypedReceipt, NoStripYet, UnknownReceipt
from reporting.followup import NOTHING_YET, Thread, read_thread, withdraw_report
from reporting.receipts import ReceiptCode, read_receipt_code
from reporting.threads import STEPS

STEP_NAMES: Final = {
    "received": lazy_gettext("Ontvangen"),
    "read": lazy_gettext("Meegenomen"),
    "theme": lazy_gettext("Deel van een thema"),
    "discussed": lazy_gettext("Besproken in een groep"),
    "lesson": lazy_gettext("Les gedeeld"),
    "done": lazy_gettext("Iets veranderd"),
}
LONGEST_TYPED: Final = 250
"""Characters; eight words have some 160 with what stands between them."""


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
        """Show the thread or the proof of reporting, ask whether to withdraw, or withdraw."""
        refuse_unknown_fields(request, {"code", "stap", LINE_FIELD, STATE_FIELD, FILLER_FIELD})
        try:
            code = self._code()
            if code is None:
                return self._code_page(_("Deze pagina was verlopen. Typ je code opnieuw."), 400)
            return self._step(code)
        except (MistypedReceipt, UnknownReceipt, NoStripYet) as problem:
            answer = answer_to(problem)
            sentences = " ".join([str(one) for one in (answer.title + ".", *answer.sentences)])
            return self._code_page(sentences, answer.status)

    def _step(self, code: ReceiptCode) -> Response:
        step = request.form.get("stap", "")
        if step == "intrekken":
            return page("intake/withdraw.html", state=self._state(code))
        if not self._room.desk.turnstile.lets_through(self._room.clock()):
            abort(429)
        if step == "intrekken-zeker":
            desk = self._room.desk
            withdraw_report(code, desk.followup, desk.intake.manifest)
            return page("intake/withdrawn.html")
        if step in STRIP_STEPS:
            return strip_answer(self._room, code, step, self._state(code))
        return self._thread_page(code, read_thread(code, self._room.desk.followup))

    def _code(self) -> ReceiptCode | None:
        typed = request.form.get("code")
        if typed is not None:
            return read_receipt_code(typed[:LONGEST_TYPED])
        opened = self._room.opened("follow")
        return opened.draft.code if opened and opened.fresh else None

    def _state(self, code: ReceiptCode) -> str:
        return self._room.seal.close(Draft(code), "follow", self._room.clock())

    def _thread_page(self, code: ReceiptCode, thread: Thread) -> Response:
        return page(
            "intake/thread.html",
            steps=step_states(thread),
            nothing_yet=thread == NOTHING_YET,
            has_strip=thread.has_strip,
            messages=[(month_name(one.month), one.body) for one in thread.messages],
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
