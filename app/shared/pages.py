"""What every page of a face is given, and how a page is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, Response, render_template, request, url_for
from flask_babel import LazyString
from jinja2 import ChoiceLoader, DictLoader, PackageLoader, StrictUndefined


@dataclass(frozen=True, slots=True)
class NavItem:
    """One word in the bar at the top."""

    endpoint: str
    label: str | LazyString
    alone: bool = False
    """True when the other pages of its blueprint belong under other words."""
    also: tuple[str, ...] = ()
    """Other blueprints whose pages belong under this word."""

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_current(self) -> bool:
        """Whether the page at hand belongs to this item: the same endpoint, or its blueprint."""
        here = request.endpoint or ""
        if here.partition(".")[0] in self.also:
            return True
        section = self.endpoint.rpartition(".")[0] + "."
        return here == self.endpoint or (not self.alone and here.startswith(section))


@dataclass(frozen=True, slots=True)
class Face:
    """What differs between the public pages and those of the staff, in the same layout."""

    name: str
    """ "intake" or "staff"; also a class on the body, for printing and width."""
    organisation: str
    demo: bool
    home: Callable[[], str]
    """The address behind the name at the top left."""
    navigation: Callable[[], Sequence[NavItem]]
    footer: Callable[[], Sequence[str | LazyString]]
    """Sentences at the bottom of every page."""
    footer_links: Callable[[], Sequence[NavItem]] = tuple
    leave: NavItem | None = None
    """The way out that wipes, on every page."""
    script: str = ""
    """Name of the one small script, or "" for none."""


def install_pages(app: Flask, face: Face) -> None:
    """Let `app` find the shared templates, beside its own, and give each page its face."""
    own = app.jinja_env.loader or DictLoader({})
    app.jinja_env.loader = ChoiceLoader([own, PackageLoader("app.shared", "templates")])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["face"] = face


def page(template: str, status: int = 200, **context: object) -> Response:
    """A page as an answer."""
    return Response(
        render_template(template, **context), status=status, content_type="text/html; charset=utf-8"
    )
