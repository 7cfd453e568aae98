"""Cards that were closed in a meeting because somebody could be recognised: for the analist."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, url_for

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from reporting.learning.case_card import CaseCard
from reporting.learning.groups import Group
from reporting.learning.meetings import Meeting
from reporting.learning.stops import Stop, settle_stop, unsettled


@dataclass(frozen=True, slots=True)
class Stopped:
    """A stop with what an analist wants to know of it."""

    stop: Stop
    card: CaseCard | None
    meeting: Meeting | None
    group: Group | None


class StoppedPages:
    """The page of the cards that were closed in a meeting."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Its addresses."""
        pages = Blueprint("stopped", __name__)
        place = "/kaarten/gestopt"
        pages.add_url_rule(place, view_func=self.all_stops, methods=["GET"])
        pages.add_url_rule(f"{place}/<card_id>", view_func=self.settle, methods=["POST"])
        return pages

    @needs(Permission.CARD_SETTLE)
    def all_stops(self) -> Response:
        store = self._desk.learning.store
        cards = {each.pick.card_id: each.card for each in store.all_picks()}
        meetings = {meeting.id: meeting for meeting in store.all_meetings()}
        groups = {group.id: group for group in store.all_groups()}
        found = []
        for stop in self._desk.running.stops.stops():
            meeting = meetings.get(stop.meeting_id)
            group = groups.get(meeting.group_id) if meeting else None
            found.append(Stopped(stop, cards.get(stop.card_id), meeting, group))
        found.sort(key=lambda each: each.stop.settled)
        return page("staff/stopped.html", stops=found)

    @needs(Permission.CARD_SETTLE)
    def settle(self, card_id: str) -> Response:
        settle_stop(card_id, self._desk.running.stops)
        return Response(status=303, headers={"Location": url_for("stopped.all_stops")})


def install_stop_notice(app: Flask, desk: StaffDesk) -> None:
    """Let the pages of analisten say how many cards wait for them."""
    app.jinja_env.globals["cards_stopped"] = lambda: len(unsettled(desk.running.stops))
