"""What holds when something is amiss: accounts that cannot be read, a form that is too old."""

from typing import Final

from flask import Flask, Response, g
from flask_babel import lazy_gettext as _
from flask_login import AnonymousUserMixin
from flask_security import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError

from app.shared.errors import Answer
from app.shared.pages import page
from reporting.errors import StoreUnavailable

STALE: Final = Answer(
    400,
    _("Deze pagina was verlopen"),
    (
        _("Er is niets veranderd."),
        _("Meld je opnieuw aan, of laad de pagina opnieuw, en probeer het nog eens."),
    ),
)


def install_guards(app: Flask) -> None:
    """Install before anything else that asks who is signed in."""

    @app.before_request
    def know_who_it_is() -> None:
        try:
            current_user.get_id()
        except SQLAlchemyError:
            # The page that says so asks again who is signed in, and must not fail on it as well.
            g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where the library keeps it
            raise StoreUnavailable from None

    @app.errorhandler(CSRFError)
    def say_stale(_error: CSRFError) -> Response:
        return page("shared/answer.html", STALE.status, answer=STALE)
