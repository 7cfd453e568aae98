"""The proof of reporting: for who has the code, to print or keep; and for anyone, to check one."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from app.intake.months import month_name
from app.intake.padding import padded_file
from app.intake.room import FILLER_FIELD, Room
from app.intake.strip_words import StripWords, strip_words
from app.shared.bodies import refuse_unknown_fields
from app.shared.errors import answer_to
from app.shared.pages import page
from reporting.errors import (
    AlteredLine,
    AlteredStrip,
    ForeignStrip,
    NoStripYet,
    NotAStrip,
    ReceiptInText,
    UnknownReceipt,
)
from reporting.followup import FollowupDesk, read_strip_of
from reporting.receipts import ReceiptCode, holds_code
from reporting.strip import LINE_MAX, HeldStrip, Strip, check_strip, put_line, tidy_line
from reporting.strip_text import read_strip, write_strip
from reporting.symbols import grouped, to_symbols

LINE_FIELD: Final = "regel"
SHOW: Final = "bewijs"
KEEP: Final = "bewijs-bestand"
STRIP_STEPS: Final = (SHOW, KEEP)
"""What a button of the follow-up page may ask for."""
FILE_NAMES: Final = {"nl": "strook.txt", "en": "strip.txt"}
"""Names that say nothing in a list of downloads."""
REFUSALS: Final = (NotAStrip, ForeignStrip, AlteredStrip, AlteredLine)


class LineForm(FlaskForm):
    """What the holder wants on the strip."""

    class Meta:
        """No session, so no token in it; see app.shared.fetch_metadata."""

        csrf = False

    regel = StringField(render_kw={"maxlength": LINE_MAX})


class PasteForm(FlaskForm):
    """A strip to check."""

    class Meta:
        """No session, so no token in it; see app.shared.fetch_metadata."""

        csrf = False

    strook = TextAreaField()


@dataclass(frozen=True, slots=True)
class Shown:
    """A strip in words, for one page or file."""

    words: StripWords
    lines: str
    """What can be checked, between its marks."""


def strip_answer(room: Room, code: ReceiptCode, step: str, state: str) -> Response:
    """The strip of a code, as a page to print or a file to keep.

    Args:
        room: of the public pages.
        code: of the report.
        step: one of `STRIP_STEPS`.
        state: the sealed code, for the next press of a button.

    Raises:
        NoStripYet: there is none, or no such report; which of the two is not said.
        StoreUnavailable: the thread cannot be read now.
    """
    typed = tidy_line(request.form.get(LINE_FIELD, ""))
    line = "" if holds_code(typed, code) else typed
    strip = put_line(_held(room.desk.followup, code), line)
    shown = Shown(_words(strip, room), write_strip(strip, room.language))
    form = LineForm(formdata=None)
    form.regel.data = line
    form.regel.label.text = _("Wat moet erop staan?")
    form.regel.description = _("Je naam, of een zin waar iemand om vraagt. Leeg laten mag.")
    if typed != line:
        form.regel.errors = [" ".join(map(str, answer_to(ReceiptInText()).sentences))]
        return page("intake/strip.html", 400, shown=shown, form=form, state=state)
    if step == KEEP:
        return _file(shown, room.language)
    return page("intake/strip.html", shown=shown, form=form, state=state)


class StripPages:
    """Where anyone checks a strip: nothing is looked up, kept or logged."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def blueprint(self) -> Blueprint:
        """The pages at their address."""
        pages = Blueprint("strips", __name__)
        pages.add_url_rule("/bewijs", "enter", self.enter, methods=["GET"])
        pages.add_url_rule("/bewijs", "check", self.check, methods=["POST"])
        return pages

    def enter(self) -> Response:
        """Where a strip is pasted or typed."""
        return self._paste_page()

    def check(self) -> Response:
        """Whether it holds, with public keys only."""
        refuse_unknown_fields(request, {"strook", FILLER_FIELD})
        try:
            strip = read_strip(request.form.get("strook", ""))
            check_strip(strip, self._room.desk.strip_keys())
        except REFUSALS as problem:
            answer = answer_to(problem)
            sentences = " ".join(str(one) for one in (f"{answer.title}.", *answer.sentences))
            return self._paste_page(sentences, answer.status)
        return page("intake/strip_holds.html", words=_words(strip, self._room))

    def _paste_page(self, problem: str = "", status: int = 200) -> Response:
        form = PasteForm(formdata=request.form if request.method == "POST" else None)
        form.strook.label.text = _("Het bewijs")
        form.strook.description = _(
            "Plak of typ alles tussen de twee strepen. Staat het op papier? Hoofdletters en "
            "streepjes maken niet uit."
        )
        if problem:
            form.strook.errors = [problem]
        return page("intake/strip_check.html", status, form=form)


def _held(desk: FollowupDesk, code: ReceiptCode) -> HeldStrip:
    try:
        return read_strip_of(code, desk)
    except UnknownReceipt:
        raise NoStripYet from None


def _words(strip: Strip, room: Room) -> StripWords:
    line = strip.line.text if strip.line else ""
    serial = grouped(to_symbols(strip.serial))
    return strip_words(month_name(strip.month), serial, line, room.organisation)


def _file(shown: Shown, language: str) -> Response:
    text = render_template("intake/strip.txt", shown=shown)
    answer = Response(padded_file(text.encode()), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Content-Disposition"] = f"attachment; filename={FILE_NAMES[language]}"
    return answer
