"""Who may do what: permissions as `resource:action`, roles as sets of them, and shut by default."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode

from flask import Flask, Response, abort, request, url_for
from flask_security import current_user

View = TypeVar("View", bound=Callable[..., object])
OPEN_ENDPOINTS: Final = frozenset(
    {
        *("asset", "machine.healthz", "machine.readyz"),
        *("security.login", "choices.set_language"),
    }
)
"""Pages that need no sign-in: signing in itself, the language, files, and what machines ask."""
OPEN_TO_SIGNED_IN: Final = frozenset({"root", "security.logout"})
SHOWN_AGAIN: Final = frozenset({"running.press"})
"""Forms whose page stands at the same address: who was signed out in the midst of a meeting comes
back to it."""


class Permission(StrEnum):
    THEME_READ = "theme:read"
    THEME_CHANGE = "theme:change"
    CARD_READ = "card:read"
    CARD_PICK = "card:pick"
    CARD_SETTLE = "card:settle"
    CARD_EDIT = "card:edit"
    CARD_REVIEW = "card:review"
    GROUP_READ = "group:read"
    GROUP_CHANGE = "group:change"
    MEETING_READ = "meeting:read"
    MEETING_PLAN = "meeting:plan"
    MEETING_LEAD = "meeting:lead"
    LESSON_READ = "lesson:read"
    LESSON_RELEASE = "lesson:release"
    ACTION_CHANGE = "action:change"
    BULLETIN_MAKE = "bulletin:make"
    CHAIN_READ = "chain:read"
    TRAINING_READ = "training:read"
    TRAINING_CHANGE = "training:change"
    TREND_READ = "trend:read"
    RELEASE_READ = "release:read"
    JOB_READ = "job:read"
    JOB_RUN = "job:run"
    USER_READ = "user:read"
    REPORT_READ = "report:read"
    REPORT_CHANGE = "report:change"


class Role(StrEnum):
    ANALIST = "analist"
    FACILITATOR = "intervisiebegeleider"
    SAFETY_HR = "veiligheid_hr"
    OVERSEER = "or_toezichthouder"
    ADMINISTRATOR = "beheerder"


P = Permission
OF_ALL: Final = (P.CHAIN_READ,)
OF_LEARNING: Final = (*OF_ALL, P.LESSON_READ, P.BULLETIN_MAKE)
GRANTED: Final[Mapping[str, frozenset[Permission]]] = {
    Role.ANALIST: frozenset(
        {
            *(P.THEME_READ, P.THEME_CHANGE, P.TREND_READ, P.REPORT_READ, P.REPORT_CHANGE),
            *(P.CARD_READ, P.CARD_EDIT, P.CARD_REVIEW, P.CARD_SETTLE),
            *OF_LEARNING,
        }
    ),
    Role.FACILITATOR: frozenset(
        {
            *(P.THEME_READ, P.CARD_READ, P.CARD_PICK, P.CARD_REVIEW),
            *(P.GROUP_READ, P.GROUP_CHANGE),
            *(P.MEETING_READ, P.MEETING_PLAN, P.MEETING_LEAD, P.LESSON_RELEASE, P.ACTION_CHANGE),
            *OF_LEARNING,
        }
    ),
    Role.SAFETY_HR: frozenset(
        {
            *(P.THEME_READ, P.CARD_READ, P.TREND_READ, P.MEETING_READ, P.ACTION_CHANGE),
            *(P.TRAINING_READ, P.TRAINING_CHANGE),
            *OF_LEARNING,
        }
    ),
    Role.OVERSEER: frozenset({P.THEME_READ, P.TREND_READ, P.RELEASE_READ, P.JOB_READ, *OF_ALL}),
    Role.ADMINISTRATOR: frozenset({P.RELEASE_READ, P.JOB_READ, P.JOB_RUN, P.USER_READ, *OF_ALL}),
}


def needs(permission: Permission) -> Callable[[View], View]:
    """Say which permission a view needs; a view that says nothing is shut."""

    def mark(view: View) -> View:
        view.needs = permission  # type: ignore[attr-defined]  # read by `shut_by_default`
        return view

    return mark


def granted() -> frozenset[Permission]:
    """What the signed-in person may do."""
    if not current_user.is_authenticated:
        return frozenset()
    none: frozenset[Permission] = frozenset()
    return none.union(*(GRANTED.get(role.name, none) for role in current_user.roles))


def may(permission: Permission) -> bool:
    """Whether the signed-in person has a permission; for pages that offer a button or not."""
    return permission in granted()


def to_sign_in() -> Response:
    """The way to the sign-in page, and from there back to the page that was asked for."""
    wanted = request.full_path.removesuffix("?")
    again = request.method == "GET" or request.endpoint in SHOWN_AGAIN
    back = f"?{urlencode({'next': wanted})}" if again and wanted != "/" else ""
    return Response(status=303, headers={"Location": url_for("security.login") + back})


def shut_by_default(app: Flask) -> None:
    """Answer 403 to every request whose view names no permission, or one not granted."""

    @app.before_request
    def refuse_unless_granted() -> Response | None:
        if request.endpoint is None or request.endpoint in OPEN_ENDPOINTS:
            return None
        if not current_user.is_authenticated:
            return to_sign_in()
        if request.endpoint in OPEN_TO_SIGNED_IN:
            return None
        if getattr(app.view_functions[request.endpoint], "needs", None) not in granted():
            abort(403)
        return None

    app.jinja_env.globals.update(may=may, Permission=Permission)
