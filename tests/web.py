"""A plain web client that fills in forms as a browser without JavaScript does."""

import http.client
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    """Hidden and filled-in fields, as they would be sent."""


class _Reader(HTMLParser):
    """Collects forms with what they would send, and all text."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag == "form":
            self.forms.append(Form(of.get("action") or ""))
        elif tag == "input" and self.forms and of.get("name"):
            self._input(of)
        elif tag == "textarea":
            self._area = (of.get("name") or "", [])

    def _input(self, of: dict[str, str | None]) -> None:
        chosen = of.get("type") not in {"radio", "checkbox", "submit"} or "checked" in of
        if chosen:
            self.forms[-1].fields.append((of["name"] or "", of.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.forms[-1].fields.append((self._area[0], "".join(self._area[1]).lstrip("\n")))
            self._area = None

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._area:
            self._area[1].append(data)


@dataclass(frozen=True)
class Page:
    status: int
    headers: http.client.HTTPMessage
    html: str

    @cached_property
    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.html)
        return reader

    @property
    def forms(self) -> list[Form]:
        return self._read.forms

    @property
    def text(self) -> str:
        return " ".join("".join(self._read.text).split())

    def form(self, action_ending: str) -> Form:
        return next(form for form in self.forms if form.action.endswith(action_ending))


class Client:
    """One visitor. Reporters have no cookie; staff have one, which is kept and sent back."""

    def __init__(self, address: str) -> None:
        self._place = urlsplit(address).netloc
        self.cookies = SimpleCookie()

    def get(self, path: str) -> Page:
        return self._ask("GET", path)

    def post(self, path: str, fields: list[tuple[str, str]], **headers: str) -> Page:
        body = urlencode(fields)
        sent = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body, {**sent, "Sec-Fetch-Site": "same-origin", **headers})

    def send(self, form: Form, **changes: str) -> Page:
        """Press the form's button, with some fields filled in differently."""
        kept = [(name, value) for name, value in form.fields if name not in changes]
        return self.post(form.action, [*kept, *changes.items()])

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Page:
        connection = http.client.HTTPConnection(self._place, timeout=60)
        try:
            kept = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
            sent = {**(headers or {}), **({"Cookie": kept} if kept else {})}
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(line)
            html = answer.read().decode()
        finally:
            connection.close()
        return Page(answer.status, answer.headers, html)
