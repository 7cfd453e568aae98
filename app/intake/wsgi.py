"""The public face as a WSGI application. It holds public keys only."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Flask, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.intake.bulletin import BulletinPages, install_bulletin
from app.intake.bulletin_rack import Rack
from app.intake.desk import PublicDesk
from app.intake.follow import FollowPages
from app.intake.gate import Gate
from app.intake.padding import pad_pages
from app.intake.plain import PlainPages, add_machine_pages
from app.intake.report import ReportPages
from app.intake.room import Room, make_sheets
from app.intake.state import StateSeal
from app.intake.strips import StripPages
from app.intake.warnings import Elsewhere
from app.shared.assets import install_assets
from app.shared.bodies import limit_bodies
from app.shared.errors import install_error_pages
from app.shared.fetch_metadata import refuse_foreign_forms
from app.shared.headers import install_headers
from app.shared.hosts import refuse_other_hosts
from app.shared.languages import install_languages, language_of_path
from app.shared.pages import Face, NavItem, install_pages
from config.form import load_form
from config.intake import IntakeSettings
from config.limits import LANGUAGES
from config.taxonomy import load_taxonomy

PREFIX = "/<any(nl, en):language>"
FOOTER = (_("We bewaren geen IP-adres en gebruiken geen cookies."),)
NAVIGATION = (
    NavItem("report.ask", _("Melden")),
    NavItem("follow.enter", _("Mijn melding volgen")),
)
BULLETIN = NavItem("bulletin.newest", _("Bulletin"))
FOOTER_LINKS = (
    NavItem("plain.privacy", _("Wat we bewaren")),
    NavItem("strips.enter", _("Een bewijs van melding nakijken")),
)


def create_app(
    settings: IntakeSettings,
    desk: PublicDesk,
    clock: Callable[[], datetime],
) -> Flask:
    """The application.

    Args:
        settings: of this installation.
        desk: what the use cases need.
        clock: the time, with a zone.
    """
    app = Flask("app.intake", static_folder=None)
    install_languages(app, ["intake"], _language)
    rack = Rack(desk.bulletins, clock)
    install_pages(app, _face(settings, rack))
    install_assets(app)
    limit_bodies(app)
    # No field here shows a message of the forms library; its catalogue would be read each time.
    app.config["WTF_I18N_ENABLED"] = False
    refuse_other_hosts(app, settings.host_names)
    refuse_foreign_forms(app)
    install_error_pages(app)
    pad_pages(app)
    install_headers(app, https=settings.https)
    _keep_language_in_addresses(app)
    form = load_form()
    with app.app_context():
        sheets = make_sheets(form, load_taxonomy(), desk.units)
    elsewhere = Elsewhere(form.routes, settings.links)
    seal = StateSeal(settings.form_key)
    room = Room(desk, seal, sheets, clock, elsewhere, settings.organisation)
    gate = Gate(settings.gate, desk.count_waiting)
    plain = PlainPages(room, form, settings.links, settings.leave_url)
    for pages in (plain, ReportPages(room, gate), FollowPages(room), StripPages(room)):
        app.register_blueprint(pages.blueprint(), url_prefix=PREFIX)
    add_machine_pages(app, room)
    install_bulletin(app, BulletinPages(room, rack, _origin(settings)), PREFIX)
    return app


def _language() -> str:
    return language_of_path(request.path)


def _other_language() -> str:
    return next(one for one in LANGUAGES if one != _language())


def _switch_url() -> str:
    """This page in the other language; the first page when this one cannot be asked for."""
    methods = request.url_rule.methods if request.url_rule else None
    here = request.endpoint if methods and "GET" in methods else None
    values = dict(request.view_args or {}) if here else {}
    return url_for(here or "plain.start", **{**values, "language": _other_language()})


def _origin(settings: IntakeSettings) -> str:
    """Where these pages are, as the settings say; never as a request says."""
    if not settings.host_names:
        return ""
    return f"{'https' if settings.https else 'http'}://{settings.host_names[0]}"


def _home() -> str:
    return url_for("plain.start", language=_language())


def _footer() -> Sequence[str | LazyString]:
    return FOOTER


def _footer_links() -> Sequence[NavItem]:
    return FOOTER_LINKS


def _face(settings: IntakeSettings, rack: Rack) -> Face:
    def navigation() -> Sequence[NavItem]:
        return (*NAVIGATION, BULLETIN) if rack.newest_month() else NAVIGATION

    return Face(
        name="intake",
        organisation=settings.organisation,
        demo=settings.demo,
        home=_home,
        navigation=navigation,
        footer=_footer,
        footer_links=_footer_links,
        script="vrijuit.js",
        leave=NavItem("plain.leave", _("Stop en wis")),
    )


def _keep_language_in_addresses(app: Flask) -> None:
    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
        # The language is read from the path itself, also where no page was found.
        (values or {}).pop("language", None)

    app.jinja_env.globals.update(other_language=_other_language, switch_url=_switch_url)

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, object]) -> None:
        if app.url_map.is_endpoint_expecting(endpoint, "language"):
            values.setdefault("language", _language())
