"""The second reader: somebody else tries the coffee-machine test, and lets a card out or not."""

from flask import Blueprint, Response, abort, request, url_for

from app.shared.pages import page
from app.staff.cases.room import CaseRoom
from app.staff.cases.typed import FIELD_NAMES, answers, reason
from app.staff.cases.words import TRIAL_WORDS, said
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_words
from reporting.learning.card_versions import (
    OWN_UNIT,
    TRIALS,
    CardVersion,
    Round,
    newest_version,
    review_version,
)
from reporting.learning.cards import drafts
from reporting.learning.case_card import changed_fields
from reporting.learning.errors import LearningError, ReasonMissing


class ReviewPages:
    """The pages of the second reader."""

    def __init__(self, room: CaseRoom) -> None:
        self._room = room

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("card_review", __name__)
        for view, method in ((self.read, "GET"), (self.answer, "POST")):
            pages.add_url_rule("/kaarten/<card_id>/nakijken", view_func=view, methods=[method])
        return pages

    @needs(Permission.CARD_REVIEW)
    def read(self, card_id: str) -> Response:
        return self._show(self._waiting(card_id))

    @needs(Permission.CARD_REVIEW)
    def answer(self, card_id: str) -> Response:
        version = self._waiting(card_id)
        try:
            why = reason()
            found = [one for one in self._room.look_at(why) if one.stops] if why else []
            if found:
                return self._show(version, ("reason", said(found[0])))
            round_ = Round(self._room.month(), self._room.delay_days, why)
            reader = self._room.who(Permission.CARD_REVIEW)
            read = review_version(version, answers(), reader, round_, self._room.learning)
        except LearningError as problem:
            field = "reason" if isinstance(problem, ReasonMissing) else f"trial-{TRIALS[0]}"
            return self._show(version, (field, str(problem_words(problem))))
        return page("staff/card_reviewed.html", version=read, card_id=card_id)

    def _waiting(self, card_id: str) -> CardVersion:
        last = newest_version(card_id, self._room.learning)
        if last is None or last.state != "submitted":
            abort(404)
        return last

    def _show(self, version: CardVersion, problem: tuple[str, str] | None = None) -> Response:
        draft = drafts(self._room.learning).get(version.card_id)
        reader = self._room.who(Permission.CARD_REVIEW)
        first = version.first_reader
        return page(
            "staff/card_review.html",
            400 if problem else 200,
            version=version,
            card=version.card,
            changes=changed_fields(version.card, draft) if draft else {},
            field_names=FIELD_NAMES,
            trials={name: TRIAL_WORDS[name] for name in (*TRIALS, OWN_UNIT)},
            given=answers(),
            reason=request.form.get("reason", ""),
            own=reader.id == version.author.id or (first is not None and reader.id == first.id),
            problem=problem,
            back_to=url_for("cards.all_cards"),
        )
