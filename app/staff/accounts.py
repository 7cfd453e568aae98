"""Signing in: Flask-Security on our own tables, with nothing kept of when or from where."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_babel import lazy_gettext as _
from flask_login import user_logged_out
from flask_security import (
    Security,
    SQLAlchemySessionUserDatastore,
    current_user,
    hash_password,
)
from flask_wtf import CSRFProtect
from sqlalchemy import Engine, update
from sqlalchemy.orm import scoped_session, sessionmaker

from app.staff.choices import CHOSEN
from app.staff.models import StaffRole, StaffUser
from app.staff.permissions import Role, to_sign_in
from config.staff import StaffSettings
from reporting.learning.texts import new_id
from reporting.store.engine import writing
from reporting.store.staff_tables import staff_user

IDLE: Final = timedelta(minutes=15)
LONGEST: Final = timedelta(hours=8)
WITHOUT_SESSION: Final = frozenset({"asset", "machine.healthz", "machine.readyz"})
"""Answers that are the same for everybody, and leave no cookie."""
SINCE: Final = "since"
"""In the session: when it began, so that it ends however busy it is."""
SEEN: Final = "seen"
"""In the session: when it was last used, so that it ends when nobody uses it."""


class StaffSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie, which does not travel with what everybody gets alike."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint not in WITHOUT_SESSION:
            super().save_session(app, session, response)


def install_accounts(
    app: Flask, engine: Engine, settings: StaffSettings, clock: Callable[[], datetime]
) -> SQLAlchemySessionUserDatastore:
    """Let staff sign in at /aanmelden and out at /afmelden; nothing else of the library is on."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECURITY_PASSWORD_SALT=settings.password_salt,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of a method, not a password
        SECURITY_LOGIN_URL="/aanmelden",
        SECURITY_LOGIN_USER_TEMPLATE="staff/sign_in.html",
        SECURITY_LOGOUT_URL="/afmelden",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW="/",
        SECURITY_POST_LOGOUT_VIEW="/aanmelden",
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_MSG_GENERIC_AUTHN_FAILED=(
            _("Dit e-mailadres en wachtwoord horen niet bij elkaar."),
            "error",
        ),
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_FLASH_MESSAGES=False,
        SECURITY_CACHE_CONTROL=None,
        SESSION_COOKIE_NAME="__Host-staf" if settings.https else "staf",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=IDLE,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = StaffSessions()
    CSRFProtect(app)
    # The session of a request lasts as long as that request: were it one that may write, it would
    # keep the only write lock of SQLite away from the view that it serves.
    accounts = make_datastore(engine.execution_options(only_reads=True))
    Security(app, accounts)
    app.teardown_appcontext(lambda _error: accounts.db.session.remove())
    end_old_sessions(app, clock)
    end_all_when_signed_out(app, engine)
    return accounts


def make_datastore(engine: Engine) -> SQLAlchemySessionUserDatastore:
    """Accounts in the database."""
    sessions = scoped_session(sessionmaker(engine))
    return SQLAlchemySessionUserDatastore(sessions, StaffUser, StaffRole)


def end_old_sessions(app: Flask, clock: Callable[[], datetime]) -> None:
    """Sign out after fifteen idle minutes, and after eight hours in any case."""

    @app.before_request
    def end() -> Response | None:
        if request.endpoint in WITHOUT_SESSION:
            return None
        session.permanent = True
        if not current_user.is_authenticated:
            session.pop(SINCE, None)
            session.pop(SEEN, None)
            return None
        now = int(clock().timestamp())
        idle = now - session.get(SEEN, now)
        age = now - session.setdefault(SINCE, now)
        session[SEEN] = now
        if idle <= IDLE.total_seconds() and age <= LONGEST.total_seconds():
            return None
        chosen = session.get(CHOSEN)
        session.clear()
        session[CHOSEN] = chosen
        return to_sign_in()


def end_all_when_signed_out(app: Flask, engine: Engine) -> None:
    """Signing out ends every session of that account, so that a copied cookie opens nothing."""

    def renew(_app: Flask, user: StaffUser) -> None:
        wanted = update(staff_user).where(staff_user.c.id == user.id)
        with writing(engine) as connection:
            connection.execute(wanted.values(fs_uniquifier=new_id()))

    user_logged_out.connect(renew, app, weak=False)


def add_account(
    accounts: SQLAlchemySessionUserDatastore, email: str, name: str, role: Role, password: str
) -> bool:
    """Make an account; False when the address has one already. Needs an application context."""
    if accounts.find_user(email=email) is not None:
        return False
    accounts.find_or_create_role(name=role.value)
    accounts.create_user(
        email=email, name=name, password=hash_password(password), roles=[role.value]
    )
    accounts.commit()  # type: ignore[no-untyped-call]  # the library ships no type for it
    return True


def epoch() -> datetime:
    """A clock for set-up work, where no session is measured."""
    return datetime.fromtimestamp(0, UTC)


def setup_app(engine: Engine, settings: StaffSettings) -> tuple[Flask, Any]:
    """An application without pages, in whose context accounts can be made."""
    app = Flask("app.staff.setup", static_folder=None)
    install_accounts(app, engine, settings, epoch)
    accounts = make_datastore(engine)
    app.teardown_appcontext(lambda _error: accounts.db.session.remove())
    return app, accounts
