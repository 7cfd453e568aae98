"""A real browser in front of a real server; skipped, with the reason, where there is no Chromium."""

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import waitress.server
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from sqlalchemy import Engine

from app.intake.desk import PublicDesk
from app.intake.wsgi import create_app
from config.intake import IntakeSettings
from reporting.store.engine import make_engine
from tests.app.intake.public import public_desk, public_settings
from tests.conftest import Site
from tests.reporting.samples import collect

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REMARKS = re.compile(r"Clear-Site-Data header .* Cleared data types")
"""The browser says what it cleared, as it was asked to."""


def executable() -> str | None:
    """The path of a Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = executable()
    if path is None:
        pytest.skip("no Chromium on this machine; set CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which `app` is served, by the server of production, while in the block."""
    server = waitress.server.create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=1)  # it ends when the browser lets its last connection go; nobody waits


@dataclass
class Watched:
    """A browser window that keeps what must not happen."""

    context: BrowserContext
    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if not REMARKS.search(message.text):
            self.messages.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def assert_quiet(self) -> None:
        """No cookie, no request to another place, no message in the console."""
        assert self.context.cookies() == []
        assert [url for url in self.requests if not url.startswith(self.base)] == []
        assert self.messages == []


OpenWindow = Callable[..., Watched]


@pytest.fixture
def open_window(chromium: Browser) -> Iterator[OpenWindow]:
    """Opens windows: `open_window(base, width=375, javascript=False, dark=False)`."""
    contexts = []

    def open_one(
        base: str, *, width: int = 375, javascript: bool = False, dark: bool = False
    ) -> Watched:
        context = chromium.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            locale="nl-NL",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Watched(context, context.new_page(), base)

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def intake_engine(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The database behind the public pages."""
    path = tmp_path_factory.mktemp("served") / "vrijuit.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def empty_mailbag(intake_engine: Engine, site: Site) -> Callable[[], object]:
    """What the worker does at night with what was sent through the public pages."""
    return lambda: collect(intake_engine, site, force=True)


@pytest.fixture(scope="session")
def public_parts(site: Site, intake_engine: Engine) -> tuple[IntakeSettings, PublicDesk]:
    """What the public pages are made of."""
    instance = Path(str(intake_engine.url.database)).parent
    return public_settings(instance), public_desk(intake_engine, site)


def today() -> datetime:
    return datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="session")
def intake_url(public_parts: tuple[IntakeSettings, PublicDesk]) -> Iterator[str]:
    """The public pages, served."""
    with serving(create_app(*public_parts, today)) as url:
        yield url
