"""Rewriting a draft card, letting it through, and taking a card back from use."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.pages import page
from app.staff.cases.room import CaseRoom
from app.staff.cases.typed import FIELD_NAMES, HINTS, answers, fields_of, reason, rewritten
from app.staff.cases.words import TRIAL_WORDS, VERSION, said
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_words
from reporting.learning.card_lint import Finding
from reporting.learning.card_versions import (
    TRIALS,
    CardVersion,
    When,
    newest_version,
    save_version,
    submit_version,
    withdraw_card,
)
from reporting.learning.cards import drafts
from reporting.learning.case_card import CaseCard, changed_fields
from reporting.learning.errors import LearningError, ReasonMissing
from reporting.masking.errors import MaskingFailed

NOT_LOOKED_AT: Final = _("De tekst kon niet worden nagekeken. Er is niets bewaard.")
Problem = tuple[str, LazyString | str]
"""The id of what must be mended, or "", and a sentence."""


class EditingPages:
    """The pages of who writes."""

    def __init__(self, room: CaseRoom) -> None:
        self._room = room

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("card_editing", __name__)
        for rule, view, method in (
            ("/kaarten/<card_id>/bewerken", self.edit, "GET"),
            ("/kaarten/<card_id>/bewerken", self.save, "POST"),
            ("/kaarten/<card_id>/indienen", self.submit, "POST"),
            ("/kaarten/<card_id>/intrekken", self.confirm, "GET"),
            ("/kaarten/<card_id>/intrekken", self.withdraw, "POST"),
            ("/kaarten/<card_id>/versies", self.versions, "GET"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    @needs(Permission.CARD_EDIT)
    def edit(self, card_id: str) -> Response:
        card, last = self._open(card_id)
        return self._show(card, last, self._room.look_over(card))

    @needs(Permission.CARD_EDIT)
    def save(self, card_id: str) -> Response:
        before, last = self._open(card_id)
        card = rewritten(before)
        try:
            found = self._room.look_over(card)
        except MaskingFailed:
            return self._show(card, last, (), problem=("", NOT_LOOKED_AT))
        keep = request.form.get("stap") == "bewaren"
        if not keep or any(one.stops for one in found):
            return self._show(card, last, found, refused=keep)
        try:
            save_version(
                card,
                self._number(),
                self._room.who(Permission.CARD_EDIT),
                self._when(),
                self._room.learning,
            )
        except LearningError as problem:
            return self._show(card, last, found, problem=("", problem_words(problem)))
        return self._to_edit(card_id, "bewaard")

    @needs(Permission.CARD_EDIT)
    def submit(self, card_id: str) -> Response:
        card, last = self._open(card_id)
        if last is None:
            abort(404)
        found: Sequence[Finding] = ()
        try:
            found = self._room.look_over(card)
            if any(one.stops for one in found):
                return self._show(card, last, found, refused=True)
            submit_version(
                last, answers(), self._room.who(Permission.CARD_EDIT), self._room.learning
            )
        except LearningError as problem:
            told = (f"trial-{TRIALS[0]}", problem_words(problem))
            return self._show(card, last, found, problem=told)
        return self._to_edit(card_id, "bewaard")

    @needs(Permission.CARD_EDIT)
    def confirm(self, card_id: str) -> Response:
        return self._ask_withdrawal(card_id)

    @needs(Permission.CARD_EDIT)
    def withdraw(self, card_id: str) -> Response:
        try:
            why = reason()
            if not why:
                raise ReasonMissing
            found = [one for one in self._room.look_at(why) if one.stops]
            if found:
                return self._ask_withdrawal(card_id, ("reason", said(found[0])))
            withdraw_card(card_id, why, self._room.month(), self._room.learning)
        except LearningError as problem:
            return self._ask_withdrawal(card_id, ("reason", problem_words(problem)))
        return Response(status=303, headers={"Location": url_for("cards.all_cards")})

    @needs(Permission.CARD_EDIT)
    def versions(self, card_id: str) -> Response:
        history = self._room.learning.versions.history(card_id)
        draft = drafts(self._room.learning).get(card_id)
        if not history:
            abort(404)
        older: Sequence[CaseCard | None] = [*(one.card for one in history[1:]), draft]
        steps = [
            (one, changed_fields(one.card, old) if old else {})
            for one, old in zip(history, older, strict=True)
        ]
        return page(
            "staff/card_versions.html",
            title_of=history[0].card,
            card_id=card_id,
            steps=steps,
            version_states=VERSION,
            field_names=FIELD_NAMES,
        )

    def _open(self, card_id: str) -> tuple[CaseCard, CardVersion | None]:
        """The card to write on: the last version, or the draft when that is asked for or newer."""
        last = newest_version(card_id, self._room.learning)
        draft = drafts(self._room.learning).get(card_id)
        if last is None and draft is None:
            abort(404)
        anew = draft is not None and (last is None or request.values.get("begin") == "voorstel")
        if anew and draft is not None:
            return draft, last
        if last is None:
            abort(404)
        # Numbers and codes follow the draft of the latest release; only the words are somebody's.
        card = last.card if draft is None else replace(draft, texts=last.card.texts)
        return card, last

    def _show(
        self,
        card: CaseCard,
        last: CardVersion | None,
        found: Sequence[Finding],
        *,
        refused: bool = False,
        problem: Problem | None = None,
    ) -> Response:
        draft = drafts(self._room.learning).get(card.id)
        wanted = request.values.get("meldingen", "")
        return page(
            "staff/card_editing.html",
            400 if refused or problem else 200,
            card=card,
            last=last,
            newer=bool(draft and last and draft.drafted > last.sources_until),
            fields=list(fields_of(card)),
            findings=_by_field(found),
            refused=refused,
            problem=problem,
            looked=request.method == "POST",
            begin=request.values.get("begin", ""),
            unlocked=self._room.beside.place() is not None,
            beside=self._room.beside.page(card.theme, int(wanted)) if wanted.isdecimal() else None,
            sources=[self._room.source_name(code) for code in card.trace],
            field_names=FIELD_NAMES,
            hints=HINTS,
            trials={name: TRIAL_WORDS[name] for name in TRIALS},
            version_states=VERSION,
        )

    def _ask_withdrawal(self, card_id: str, problem: Problem | None = None) -> Response:
        used = self._room.learning.versions.approved().get(card_id)
        if used is None:
            abort(404)
        typed = request.form.get("reason", "")
        status = 400 if problem else 200
        return page(
            "staff/card_withdrawal.html", status, card=used.card, reason=typed, problem=problem
        )

    def _number(self) -> int:
        sent = request.form.get("versie", "")
        return int(sent) if sent.isdecimal() and len(sent) < 6 else -1  # noqa: PLR2004 - digits

    def _when(self) -> When:
        return When(self._room.month(), self._room.sources_until())

    def _to_edit(self, card_id: str, place: str) -> Response:
        shown = request.form.get("meldingen") or None
        address = url_for("card_editing.edit", card_id=card_id, meldingen=shown)
        return Response(status=303, headers={"Location": f"{address}#{place}"})


def _by_field(found: Sequence[Finding]) -> Mapping[str, list[tuple[str, bool]]]:
    """What each field holds, in sentences, with whether it stops the card."""
    fields: dict[str, list[tuple[str, bool]]] = {}
    for one in found:
        fields.setdefault(one.field, []).append((said(one), one.stops))
    return fields
