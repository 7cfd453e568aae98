"""Telling a report: ask, check, send. The views only translate between pages and use cases."""

from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.intake.checking import MAX_WORDS, check_draft, make_report, read_words
from app.intake.gate import GATE_FIELDS, Gate, is_trapped, trapped, work_on_page
from app.intake.notices import Notice
from app.intake.ordering import mix_groups, new_seed
from app.intake.questions import as_fields, holds_unknown_code, read_answers
from app.intake.room import FILLER_FIELD, STATE_FIELD, Room
from app.intake.state import Draft, Opened
from app.intake.typed_back import FIELDS, TypedBack, read_typed_back
from app.intake.warnings import warn
from app.shared.bodies import refuse_unknown_fields, tidy_text
from app.shared.errors import answer_to
from app.shared.pages import page
from config.limits import K_THEME
from reporting.errors import BadManifest, NoKeyForThisMonth, ReportingError, StoreUnavailable
from reporting.intake import submit_report
from reporting.masking.errors import MaskingFailed
from reporting.receipts import issue_receipt_code, words_of

HOLD_FIELD: Final = "wacht"
MASK_FIELDS: Final = ("keep", "also")
NOT_OUR_VISITOR: Final = (StoreUnavailable, NoKeyForThisMonth, BadManifest)
"""Errors that sending again may mend, with nothing to change in the report."""


class ReportPages:
    """The form, the check page and the receipt."""

    def __init__(self, room: Room, gate: Gate) -> None:
        self._room = room
        self._gate = gate

    def blueprint(self) -> Blueprint:
        """The pages at their addresses."""
        pages = Blueprint("report", __name__)
        pages.add_url_rule("/melden", "ask", self.ask, methods=["GET"])
        pages.add_url_rule("/melden", "ask_again", self.ask_again, methods=["POST"])
        pages.add_url_rule("/controleren", "check", self.check, methods=["POST"])
        pages.add_url_rule("/versturen", "send", self.send, methods=["POST"])
        return pages

    def ask(self) -> Response:
        """The empty form."""
        return self._form_page(self._new_draft())

    def ask_again(self) -> Response:
        """The form with what was filled in: to change an answer, or to switch language."""
        self._refuse_unknown_fields()
        return self._form_page(self._draft(self._room.opened("ask", "check")))

    def check(self) -> Response:
        """The text as it will be kept, and the receipt code; or the form with what to mend."""
        self._refuse_unknown_fields()
        opened = self._room.opened("ask", "check")
        draft = self._draft(opened)
        if request.form.get(STATE_FIELD) and not (opened and opened.fresh):
            return self._form_page(draft, overdue())
        if holds_unknown_code(request.form, self._room.sheet):
            return self._form_page(draft, not_a_choice())
        if is_trapped(request.form):
            return self._form_page(draft, trapped())
        return self._check_page(draft)

    def send(self) -> Response:
        """File the report once, and repeat the code; or the check page when something changed."""
        self._refuse_unknown_fields()
        sent = self._room.opened("sent")
        if sent is not None:
            return self._sent_page(read_typed_back(request.form, sent.draft.code), 200, sent.draft)
        opened = self._room.opened("check")
        draft = self._draft(opened)
        if not (opened and opened.fresh):
            return self._form_page(draft, overdue())
        # Waiting for others changes no text, so it needs no second look.
        if draft != replace(opened.draft, hold=draft.hold):
            return self._check_page(draft, changed())
        if read_typed_back(request.form, draft.code).is_wrong:
            return self._check_page(draft, not_the_code())
        refused = self._gate.refusal(draft, request.form, self._room.clock())
        return self._check_page(draft, refused) if refused else self._file(draft)

    def _file(self, draft: Draft) -> Response:
        room = self._room
        try:
            checked = check_draft(draft, room.desk.own_words, room.language, room.desk.ner)
            if checked.digest != draft.seen:
                return self._check_page(draft, changed())
            report = make_report(draft.answers, checked, room.month)
            submit_report(replace(report, hold=draft.hold), draft.code, room.desk.intake)
        except ReportingError as problem:
            return self._check_page(draft, not_sent(problem))
        return self._sent_page(read_typed_back(request.form, draft.code), 201, draft)

    def _sent_page(self, typed: TypedBack, status: int, draft: Draft) -> Response:
        room = self._room
        return page(
            "intake/sent.html",
            400 if typed.is_wrong else status,
            code=typed.code,
            words=words_of(typed.code, room.language),
            typed=typed.form(judged=True),
            is_right=typed.is_right,
            held=draft.hold,
            state=room.seal.close(Draft(typed.code, hold=draft.hold), "sent", room.clock()),
        )

    def _new_draft(self) -> Draft:
        begun = int(self._room.clock().timestamp())
        return Draft(issue_receipt_code(), order=new_seed(), begun=begun)

    def _draft(self, opened: Opened | None) -> Draft:
        sent = request.form
        if opened is None or opened.step == "ask":
            draft = opened.draft if opened else self._new_draft()
            return replace(draft, answers=read_answers(sent, self._room.sheet))
        before = opened.draft
        answers = replace(
            before.answers,
            story=tidy_text(sent.get("story", before.answers.story)),
            tip=tidy_text(sent.get("tip", before.answers.tip)),
        )
        also = read_words(tidy_text(sent["also"])) if "also" in sent else before.also
        keep = tuple(dict.fromkeys(map(tidy_text, sent.getlist("keep"))))[:MAX_WORDS]
        return replace(before, answers=answers, keep=keep, also=also, hold=HOLD_FIELD in sent)

    def _form_page(self, draft: Draft, notice: Notice | None = None) -> Response:
        form = self._room.sheet.form(formdata=as_fields(draft.answers))
        return self._form(draft, form, notice)

    def _form(self, draft: Draft, form: FlaskForm, notice: Notice | None) -> Response:
        mix_groups(form.factors, draft.order)
        return page(
            "intake/form.html",
            notice.status if notice else 200,
            form=form,
            sheet=self._room.sheet,
            state=self._room.seal.close(draft, "ask", self._room.clock()),
            notice=notice,
        )

    def _check_page(self, draft: Draft, notice: Notice | None = None) -> Response:
        room = self._room
        form = room.sheet.form(formdata=as_fields(draft.answers))
        if not form.validate():
            return self._form(draft, form, to_mend())
        try:
            checked = check_draft(draft, room.desk.own_words, room.language, room.desk.ner)
        except MaskingFailed as problem:
            return self._form(draft, form, not_sent(problem))
        notice = notice if checked.fits else too_long_or_short()
        work = draft.work or self._gate.work_asked()
        shown = replace(draft, seen=checked.digest, keep=checked.kept, work=work)
        return page(
            "intake/check.html",
            notice.status if notice else 200,
            draft=shown,
            words=words_of(draft.code, room.language),
            typed=read_typed_back(request.form, draft.code).form(judged=True),
            checked=checked,
            warned=warn(checked, draft.answers, room.elsewhere, room.language),
            form=form,
            rows=answer_rows(draft, room),
            others=K_THEME,
            work=work_on_page(shown, request.form),
            state=room.seal.close(shown, "check", room.clock()),
            notice=notice,
        )

    def _refuse_unknown_fields(self) -> None:
        fields = {question.field for question in self._room.sheet.questions}
        known = {STATE_FIELD, FILLER_FIELD, HOLD_FIELD, *MASK_FIELDS, *GATE_FIELDS, *FIELDS}
        refuse_unknown_fields(request, fields | known)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the check page, with the question that it belongs to."""

    key: str
    value: str
    field: str


def answer_rows(draft: Draft, room: Room) -> list[Row]:
    """The questions that were answered, in words, in order of the form."""
    answers, sheet = draft.answers, room.sheet
    kind = answers.code("kind") or ""
    rows = []
    for question in sheet.questions:
        names = [sheet.name(question.field, code, kind) for code in answers.codes(question.field)]
        if names:
            label = question.wording(sheet.language, kind).label
            rows.append(Row(label, "\n".join(names), question.field))
    return rows


def overdue() -> Notice:
    """The page lay open for too long, or comes from another place."""
    sentence = _("Deze pagina was verlopen. Kijk je antwoorden na en ga verder.")
    return Notice(_("Er is nog niets verstuurd"), [sentence], 400)


def not_a_choice() -> Notice:
    """An answer is not one of ours."""
    sentence = _("Een antwoord stond niet op ons formulier. Kies het opnieuw en ga verder.")
    return Notice(_("Er is nog niets verstuurd"), [sentence], 400)


def to_mend() -> Notice:
    """The fields themselves say what to mend."""
    return Notice("", [], 400)


def changed() -> Notice:
    """What would be sent was not seen yet."""
    sentence = _("Je hebt iets veranderd. Kijk of het zo goed is en verstuur het dan.")
    return Notice(_("Er is nog niets verstuurd"), [sentence], 200)


def not_the_code() -> Notice:
    """What was typed over is not the code; the fields say which part."""
    sentence = _("Kijk nog eens naar je code hieronder en naar wat je opschreef.")
    return Notice(_("Er is nog niets verstuurd"), [sentence], 400)


def too_long_or_short() -> Notice:
    """With placeholders in it the text is out of bounds."""
    sentence = _("Met de verborgen woorden is je tekst te lang of te kort. Pas hem hieronder aan.")
    return Notice(_("Er is nog niets verstuurd"), [sentence], 400)


def not_sent(problem: ReportingError) -> Notice:
    """Sending did not work; all that was typed is on the page."""
    answer = answer_to(problem)
    if isinstance(problem, NOT_OUR_VISITOR):
        sentences = [
            _("We kunnen nu niets opslaan. Er is niets kwijt: alles staat nog op deze pagina."),
            _("Wacht een minuut en druk nog eens op Verstuur mijn melding."),
        ]
        return Notice(_("Je melding is nog niet verstuurd"), sentences, answer.status)
    return Notice(str(answer.title), [str(one) for one in answer.sentences], answer.status)
