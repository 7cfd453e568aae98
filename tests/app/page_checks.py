"""What every page must be, read from its HTML: used by the visitors of both faces."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import TestResponse

from app.shared.headers import SAFE_HEADERS

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Seen(HTMLParser):
    """A page taken apart."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    area: str | None = None
    areas: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in VOID:
            self.stack.append(tag)
        if tag == "textarea":
            self.area = found["name"]
            self.areas[self.area] = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack[-1] != tag:
            self.unbalanced.append(tag)
        elif self.stack:
            self.stack.pop()
        if tag == "textarea":
            self.area = None

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.area is not None:
            self.areas[self.area] += data

    def attributes(self, tag: str) -> list[dict[str, str]]:
        return [found for name, found in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    @property
    def hidden(self) -> dict[str, str]:
        return {
            one["name"]: one["value"]
            for one in self.attributes("input")
            if one.get("type") == "hidden"
        }

    @property
    def chosen(self) -> set[tuple[str, str]]:
        """Radios and tick boxes that are on."""
        return {(one["name"], one["value"]) for one in self.attributes("input") if "checked" in one}

    def typed(self, name: str) -> str:
        """What stands in a text area; a browser drops the first line break."""
        return self.areas[name].removeprefix("\n")


def read_page(response: TestResponse) -> Seen:
    seen = Seen()
    seen.feed(response.get_data(as_text=True))
    return seen


def assert_safe(response: TestResponse) -> None:
    """The headers of every answer, and what must never be there."""
    for name, value in SAFE_HEADERS.items():
        assert response.headers.get_all(name) == [value], name
    for name in ("Set-Cookie", "ETag", "Last-Modified", "Server", "X-Powered-By"):
        assert name not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")
    assert len(response.headers.get_all("Cache-Control")) == 1


def assert_page(response: TestResponse) -> Seen:
    """The rules that hold for every page; returns the page taken apart."""
    assert_safe(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "{{" not in response.get_data(as_text=True)
    seen = read_page(response)
    assert seen.unbalanced == []
    assert seen.stack == []
    assert len(seen.attributes("h1")) == 1
    assert len(seen.attributes("title")) == 1
    [html] = seen.attributes("html")
    assert html["lang"] in {"nl", "en"}
    _assert_nothing_inline_or_foreign(seen)
    _assert_labelled(seen)
    return seen


def _assert_nothing_inline_or_foreign(seen: Seen) -> None:
    assert seen.attributes("style") == []
    assert all(one["src"].startswith("/static/") for one in seen.attributes("script"))
    for tag, found in seen.tags:
        inline = [name for name in found if name == "style" or name.startswith("on")]
        assert inline == [], tag
    for one in seen.attributes("link"):
        assert one["href"].startswith("/static/")
    assert len([one for one in seen.attributes("link") if one["rel"] == "stylesheet"]) == 1
    assert [one for one in seen.attributes("button") if "type" not in one] == []


def _assert_labelled(seen: Seen) -> None:
    ids = Counter(found["id"] for _, found in seen.tags if "id" in found)
    assert [name for name, times in ids.items() if times > 1] == []
    named = {one["for"] for one in seen.attributes("label")}
    assert named <= set(ids)
    for tag in ("input", "textarea", "select"):
        for one in seen.attributes(tag):
            assert one.get("type") == "hidden" or one["id"] in named, one
    described = [found["aria-describedby"] for _, found in seen.tags if "aria-describedby" in found]
    assert {name for names in described for name in names.split()} <= set(ids)
