"""The staff pages as a WSGI application. It holds no key but those that analisten unlocked."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Blueprint, Flask, Response, abort, url_for
from flask_babel import lazy_gettext as _
from flask_login import user_logged_out
from flask_security import SQLAlchemySessionUserDatastore, current_user
from sqlalchemy import Engine

from app.shared.assets import STYLES, install_assets
from app.shared.bodies import limit_bodies
from app.shared.errors import install_error_pages
from app.shared.fetch_metadata import refuse_foreign_forms
from app.shared.headers import install_headers
from app.shared.languages import install_languages
from app.shared.pages import Face, NavItem, install_pages
from app.staff import admin, choices, machine, overseer, themes, trends
from app.staff.accounts import install_accounts
from app.staff.cases.beside import Beside
from app.staff.cases.board import BoardPages
from app.staff.cases.editing import EditingPages
from app.staff.cases.notices import install_notices
from app.staff.cases.reviewing import ReviewPages
from app.staff.cases.room import CaseRoom
from app.staff.contracts import ContractPages
from app.staff.desk import StaffDesk, build_desk
from app.staff.groups import GroupPages
from app.staff.guards import install_guards
from app.staff.harvest_room import install_harvest
from app.staff.meeting_page import MeetingPage
from app.staff.meetings import MeetingPages
from app.staff.methods import MethodPages
from app.staff.people import People
from app.staff.permissions import Permission, may, shut_by_default
from app.staff.problems import install_problem_pages
from app.staff.running import RunningPages
from app.staff.screening.keyroom import KeyRoom
from app.staff.screening.pages import ScreeningPages, drop_keys_of
from app.staff.series import SeriesPages
from app.staff.stopped import StoppedPages, install_stop_notice
from app.staff.trainings import TrainingPages
from app.staff.turns import TurnPages
from app.staff.wishes import WishPages
from app.staff.words import install_words
from config.staff import StaffSettings
from reporting.learning.card_lint import load_lists
from reporting.masking.dictionaries.loading import load_list
from reporting.masking.own_words import NO_OWN_WORDS
from reporting.screening_desk import ScreeningDesk

NAVIGATION = (
    (Permission.REPORT_READ, NavItem("screening.desk_page", _("Screening"))),
    (Permission.THEME_READ, NavItem("themes.all_themes", _("Thema’s"))),
    (Permission.CARD_READ, NavItem("cards.all_cards", _("Casuskaarten"))),
    (Permission.GROUP_READ, NavItem("groups.all_groups", _("Groepen"), also=("turns",))),
    (
        Permission.MEETING_READ,
        NavItem(
            "meetings.all_meetings", _("Bijeenkomsten"), also=("methods", "running", "harvest")
        ),
    ),
    (Permission.LESSON_READ, NavItem("lessons.everything", _("Lessen"))),
    (Permission.BULLETIN_MAKE, NavItem("bulletin.everything", _("Bulletin"))),
    (Permission.TRAINING_READ, NavItem("trainings.everyone", _("Begeleiders"))),
    (Permission.TREND_READ, NavItem("trends.report", _("Trends"))),
    (Permission.RELEASE_READ, NavItem("overseer.oversight", _("Toezicht"))),
    (Permission.JOB_READ, NavItem("admin.jobs", _("Beheer"))),
    (Permission.CHAIN_READ, NavItem("chain.show", _("Keten"))),
)
FOOTER = (
    _("Geen personeelsbesluiten, geen beoordeling, geen zoeken naar melders."),
    _("Minder meldingen betekent niet veiliger werk."),
)


def create_app(
    settings: StaffSettings,
    engine: Engine,
    clock: Callable[[], datetime],
    screening: ScreeningDesk | None = None,
) -> Flask:
    """The application.

    Args:
        settings: of this installation.
        engine: the database, with its tables up to date.
        clock: the time, with a zone.
        screening: the desk of analisten; None where nobody can screen yet.
    """
    app = Flask("app.staff", static_folder=None)
    install_languages(app, ["staff", "intake"], choices.language)
    install_pages(app, staff_face(settings))
    install_assets(app, [*STYLES, "staff.css"])
    limit_bodies(app)
    refuse_foreign_forms(app)
    install_error_pages(app)
    install_problem_pages(app)
    install_guards(app)
    accounts = install_accounts(app, engine, settings, clock)
    shut_by_default(app)
    install_headers(app, https=settings.https)
    desk = build_desk(engine, clock, screening, settings.methods_file)
    install_words(app, desk)
    for room in rooms(desk, engine, accounts):
        app.register_blueprint(room)
    install_groups(app, desk, People(accounts), settings.organisation)
    install_leading(app, desk)
    install_harvest(app, desk, accounts, engine, settings)
    keys = install_screening(app, desk, screening)
    install_cases(app, case_room(desk, screening, keys, settings))
    app.add_url_rule("/", "root", go_home, methods=["GET"])
    return app


def install_leading(app: Flask, desk: StaffDesk) -> None:
    """The rooms in which a meeting is led: methods, the meeting itself, turns, closed cards."""
    for room in (MethodPages(desk), RunningPages(desk), TurnPages(desk), StoppedPages(desk)):
        app.register_blueprint(room.blueprint())
    install_stop_notice(app, desk)


def rooms(
    desk: StaffDesk, engine: Engine, accounts: SQLAlchemySessionUserDatastore
) -> Sequence[Blueprint]:
    """The pages that need no more than the desk, the database and the accounts."""
    return (
        themes.pages(desk),
        WishPages(desk).blueprint(),
        trends.pages(desk),
        overseer.pages(desk, engine, accounts),
        admin.pages(desk, accounts),
        choices.pages,
        machine.pages(engine),
    )


def install_groups(app: Flask, desk: StaffDesk, people: People, organisation: str) -> None:
    """The rooms of groups, their contracts and meetings, and the trainings of who leads them."""
    groups, meetings = Blueprint("groups", __name__), Blueprint("meetings", __name__)
    for room in (GroupPages(desk, people), ContractPages(desk, people, organisation)):
        room.add_to(groups)
    for other in (MeetingPages(desk), MeetingPage(desk, people, organisation), SeriesPages(desk)):
        other.add_to(meetings)
    for pages in (groups, meetings, TrainingPages(desk, people).blueprint()):
        app.register_blueprint(pages)


def case_room(
    desk: StaffDesk, screening: ScreeningDesk | None, keys: KeyRoom, settings: StaffSettings
) -> CaseRoom:
    """What the pages about cards work with."""
    return CaseRoom(
        staff=desk,
        beside=Beside(desk, screening, keys, load_list("function_words")),
        own_words=screening.own_words if screening else NO_OWN_WORDS,
        delay_days=settings.card_delay_days,
        organisation=settings.organisation,
        read_lists=load_lists,
    )


def install_cases(app: Flask, room: CaseRoom) -> None:
    """The card board, and the desks where cards are written and read over."""
    app.extensions["cases"] = room
    install_notices(app, room)
    for pages in (BoardPages(room), EditingPages(room), ReviewPages(room)):
        app.register_blueprint(pages.blueprint())


def install_screening(app: Flask, desk: StaffDesk, screening: ScreeningDesk | None) -> KeyRoom:
    """The room of analisten, and the place in memory where their unlocked keys live."""
    keys = KeyRoom()
    app.register_blueprint(ScreeningPages(desk, screening, keys).blueprint())
    user_logged_out.connect(drop_keys_of(keys), app, weak=False)
    app.extensions["keys"] = keys
    return keys


def own_navigation() -> Sequence[NavItem]:
    """The pages that the signed-in person may see."""
    return [item for permission, item in NAVIGATION if may(permission)]


def go_home() -> Response:
    """The first page that this person may see."""
    first = next(iter(own_navigation()), None)
    if first is None and current_user.is_authenticated:
        abort(403)
    return Response(status=303, headers={"Location": first.url if first else "/aanmelden"})


def staff_face(settings: StaffSettings) -> Face:
    """What differs from the public pages."""
    return Face(
        name="staff",
        organisation=settings.organisation,
        demo=settings.demo,
        home=lambda: url_for("root"),
        navigation=own_navigation,
        footer=lambda: FOOTER,
    )
