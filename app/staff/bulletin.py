"""The bulletin: made by one, published by two, and taken along as a file or a mail."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from flask_security import current_user

from app.shared.bodies import tidy_text
from app.shared.bulletin_files import bulletin_mail, bulletin_pdf, bulletin_text
from app.shared.bulletin_html import bulletin_page
from app.shared.pages import page
from app.staff.bulletin_typed import typed_bulletin
from app.staff.bulletin_views import BulletinViews, with_version
from app.staff.permissions import Permission, needs
from reporting.learning.bulletin_desk import find_draft, find_published
from reporting.learning.bulletin_gathering import offer
from reporting.learning.bulletin_making import (
    approve,
    begin_bulletin,
    correct,
    save_draft,
    withdraw,
)
from reporting.learning.bulletin_sheet import Sheet
from reporting.learning.errors import LearningError
from reporting.learning.harvest_errors import BulletinReasonMissing, NotPlain, UnknownBulletin
from reporting.masking.errors import MaskingFailed

REFUSED: Final = (LearningError, MaskingFailed)
KINDS: Final[Mapping[str, tuple[str, Callable[[Sheet, str], bytes]]]] = {
    "pdf": ("application/pdf", bulletin_pdf),
    "eml": ("message/rfc822", bulletin_mail),
    "txt": ("text/plain; charset=utf-8", lambda sheet, _: bulletin_text(sheet).encode()),
    "html": ("text/html; charset=utf-8", lambda sheet, name: bulletin_page(sheet, name).encode()),
}
"""What a bulletin can be taken along as, by the ending of the file."""


class BulletinPages(BulletinViews):
    """The list, the form, the preview with the approval, and the files."""

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("bulletin", __name__)
        one = "/bulletin/<month>"
        for rule, view, method in (
            ("/bulletin", self.everything, "GET"),
            ("/bulletin", self.begin, "POST"),
            (one, self.show, "GET"),
            (one, self.save, "POST"),
            (f"{one}/voorbeeld", self.preview, "GET"),
            (f"{one}/akkoord", self.agree, "POST"),
            (f"{one}/verbeteren", self.improve, "POST"),
            (f"{one}/intrekken", self.confirm, "GET"),
            (f"{one}/intrekken", self.take_back, "POST"),
            (f"{one}/weggooien", self.throw_away, "POST"),
            (f"{one}/mail", self.mail, "GET"),
            (f"{one}/<code>.<kind>", self.file, "GET"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    @needs(Permission.BULLETIN_MAKE)
    def everything(self) -> Response:
        return self.list_page()

    @needs(Permission.BULLETIN_MAKE)
    def begin(self) -> Response:
        month = tidy_text(request.form.get("maand", ""))
        try:
            begin_bulletin(month, self.today, self.bulletins)
        except LearningError as problem:
            return self.list_page(problem)
        return to("bulletin.show", month)

    @needs(Permission.BULLETIN_MAKE)
    def show(self, month: str) -> Response:
        try:
            draft = find_draft(month, self.bulletins).bulletin
            return self.form_page(draft, draft.story.card_id if draft.story else "")
        except UnknownBulletin:
            published = find_published(month, self.bulletins)
        return page(
            "staff/bulletin_published.html",
            month=month,
            published=published,
            sheets=self.sheets(published.bulletin),
            names=self.names(),
        )

    @needs(Permission.BULLETIN_MAKE)
    def save(self, month: str) -> Response:
        before = find_draft(month, self.bulletins).bulletin
        typed = typed_bulletin(month, offer(month, self.bulletins))
        card_id = tidy_text(request.form.get("kaart", ""))
        try:
            save_draft(month, typed, card_id, self.bulletins)
        except REFUSED as problem:
            return self.form_page(with_version(typed, before), card_id, problem)
        return to("bulletin.preview", month)

    @needs(Permission.BULLETIN_MAKE)
    def preview(self, month: str) -> Response:
        return self.preview_page(find_draft(month, self.bulletins))

    @needs(Permission.BULLETIN_MAKE)
    def agree(self, month: str) -> Response:
        digest = request.form.get("tekst", "")
        try:
            done = approve(month, digest, current_user.id, self.today, self.bulletins)
        except UnknownBulletin:
            raise
        except REFUSED as problem:
            return self.preview_page(find_draft(month, self.bulletins), problem)
        return to("bulletin.show" if done else "bulletin.preview", month)

    @needs(Permission.BULLETIN_MAKE)
    def improve(self, month: str) -> Response:
        correct(month, self.bulletins)
        return to("bulletin.show", month)

    @needs(Permission.BULLETIN_MAKE)
    def confirm(self, month: str) -> Response:
        find_published(month, self.bulletins)
        return self.withdrawal_page(month)

    @needs(Permission.BULLETIN_MAKE)
    def take_back(self, month: str) -> Response:
        reason = tidy_text(request.form.get("reden", ""))
        try:
            withdraw(month, reason, current_user.id, self.today, self.bulletins)
        except (NotPlain, BulletinReasonMissing, MaskingFailed) as problem:
            return self.withdrawal_page(month, problem)
        return to("bulletin.show", month)

    @needs(Permission.BULLETIN_MAKE)
    def throw_away(self, month: str) -> Response:
        find_draft(month, self.bulletins)
        self.bulletins.store.drop_draft(month)
        return Response(status=303, headers={"Location": url_for("bulletin.everything")})

    @needs(Permission.BULLETIN_MAKE)
    def mail(self, month: str) -> Response:
        sheets = self.sheets(find_published(month, self.bulletins).bulletin)
        texts = {code: bulletin_text(sheet) for code, sheet in sheets.items()}
        pages = {code: bulletin_page(sheet, "") for code, sheet in sheets.items()}
        return page("staff/bulletin_mail.html", month=month, texts=texts, pages=pages)

    @needs(Permission.BULLETIN_MAKE)
    def file(self, month: str, code: str, kind: str) -> Response:
        sheets = self.sheets(self.newest(month))
        if code not in sheets or kind not in KINDS:
            abort(404)
        media, make = KINDS[kind]
        answer = Response(make(sheets[code], self.organisation), content_type=media)
        name = f"bulletin-{month}-{code}.{kind}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def to(endpoint: str, month: str) -> Response:
    """To another page about the same bulletin."""
    return Response(status=303, headers={"Location": url_for(endpoint, month=month)})
