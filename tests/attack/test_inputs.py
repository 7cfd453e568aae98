"""Every bad input of the list, against one running process that must say nothing of it in a log."""

import socket
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reporting.posts import unpack_post
from reporting.report import Report
from reporting.store.engine import make_engine
from reporting.store.reports import SqlReportStore
from reporting.vault.envelope import Purpose
from reporting.vault.keyring import load_epoch_keys
from tests.attack.visits import SEEN, code_on, filled_in
from tests.web import Client, Page
from tests.world import PATIENCE_SECONDS, World, make_world, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.attack]

MARK = "Kwetterbos"
PLAIN = "De lades lijken op elkaar en ik pakte bijna de verkeerde. Een collega zag het op tijd."
QUICK_SECONDS = 10.0
"""A story made to be slow takes no longer than this, also on a busy machine."""


@dataclass
class Running:
    world: World
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.world.env["VRIJUIT_PORT"])

    @property
    def client(self) -> Client:
        return Client(f"http://127.0.0.1:{self.port}")

    def check(self, story: str, **more: str) -> Page:
        asked = self.client.get("/nl/melden").form("/controleren")
        return self.client.send(asked, **{"kind": "K1", "story": story, **more})

    def send(self, story: str, **more: str) -> Page:
        return self.client.send(self.check(story, **more).form("/versturen"))

    def raw(self, request: bytes) -> bytes:
        """What the server answers to these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            with suppress(ConnectionResetError):
                while piece := connection.recv(65_536):
                    answer += piece
        return answer

    def kept(self) -> list[Report]:
        ring, engine = (
            load_epoch_keys(self.world.instance / "keys"),
            make_engine(self.world.database_url),
        )
        found = [
            unpack_post(ring.open(row.envelope, Purpose.REPORT, row.id))
            for row in SqlReportStore(engine).waiting()
        ]
        engine.dispose()
        return [one for one in found if isinstance(one, Report)]

    def stories(self) -> list[str]:
        return [one.story for one in self.kept()]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One intake; after all tests its log is read: nothing of any input may stand in it."""
    world = make_world(tmp_path_factory.mktemp("inputs"), f"{datetime.now(tz=UTC):%Y-%m}")
    (world.instance / "units.csv").write_text("Verpleging,40\n", encoding="utf-8")
    process = world.start("app.intake")
    wait_until_ready(int(world.env["VRIJUIT_PORT"]), process)
    yield Running(world, process)
    assert process.poll() is None
    process.terminate()
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert MARK not in said
    assert "Traceback" not in said
    assert "127.0.0.1" not in said


@pytest.mark.parametrize("story", ["", " \n\t ", "x", "\u200b" * 60, "a" * 39])
def test_too_little_text_is_asked_for_again(running: Running, story: str) -> None:
    page = running.check(story)
    assert page.status == 400
    assert "Let op:" in page.text


@pytest.mark.parametrize(("letter", "times"), [("a", 4_000), ("😀", 4_000), ("€", 4_000)])
def test_the_longest_text_in_any_script_is_kept_whole(
    running: Running, letter: str, times: int
) -> None:
    story = (PLAIN + letter * times)[:times]
    assert running.send(story).status == 201
    assert story in running.stories()


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_one_sign_too_many_is_said_and_nothing_is_lost(running: Running, letter: str) -> None:
    page = running.check(letter * 4_001)
    assert page.status == 400
    assert dict(page.form("/controleren").fields)["story"] == letter * 4_001


def test_unseen_signs_go_and_letters_are_kept_in_one_form(running: Running) -> None:
    hidden = "\u202e\u200b\ufeff\x00\x07"
    story = f"{PLAIN} {hidden}Cafe\u0301 {unicodedata.normalize('NFC', 'é')}"
    assert running.send(story).status == 201
    assert f"{PLAIN} Café é" in running.stories()


@pytest.mark.parametrize(
    "body",
    [b"story=%FF%FE%80", b"story=%ED%A0%80" + b"a" * 50, b"story=" + bytes(range(128, 256))],
)
def test_bytes_that_are_no_text_are_no_error(running: Running, body: bytes) -> None:
    head = (
        "POST /nl/controleren HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    assert b" 400 " in running.raw(head.encode() + body).partition(b"\r\n")[0]


@pytest.mark.parametrize(
    "code",
    [
        "<script>alert(1)</script>",
        "<svg onload=alert(1)>",
        "{{ 7*7 }} ${7*7} {% raw %}",
        "[klik](javascript:alert(1))",
        "'; DROP TABLE inbox; --",
        '=HYPERLINK("http://elders.example")',
        "</textarea><script>alert(1)</script>",
    ],
)
def test_code_in_a_text_is_text(running: Running, code: str) -> None:
    checked = running.check(f"{code} {PLAIN}")
    assert checked.status == 200
    for live in ("<script>alert", "<svg onload", "49 ", "DROP TABLE inbox; --<"):
        assert live not in checked.html
    assert running.client.send(checked.form("/versturen")).status == 201
    assert any(code[:12] in story for story in running.stories())


def test_line_breaks_make_no_header_and_no_line_of_log(running: Running) -> None:
    page = running.check(f"{PLAIN}\r\nSet-Cookie: {MARK}=1\r\n\r\nINFO app {MARK}")
    assert page.status == 200
    assert page.headers["Set-Cookie"] is None


@pytest.mark.parametrize("fields", [[("story", PLAIN)] * 301, [(MARK, "1")]])
def test_too_many_or_unknown_fields_are_refused(
    running: Running, fields: list[tuple[str, str]]
) -> None:
    assert running.client.post("/nl/controleren", fields).status == 400


def test_of_a_field_that_comes_twice_one_is_taken(running: Running) -> None:
    asked = running.client.get("/nl/melden").form("/controleren")
    once = filled_in(asked, {"kind": "K1", "story": PLAIN})
    twice = [*once, ("kind", "K2"), ("story", MARK * 9)]
    page = running.client.post("/nl/controleren", twice)
    assert page.status == 200
    assert MARK not in page.html


@pytest.mark.parametrize(
    "kind", ["application/json", "text/xml", "multipart/form-data; boundary=x", "text/plain"]
)
def test_other_kinds_of_body_are_refused_and_make_no_file(
    running: Running, kind: str, tmp_path: Path
) -> None:
    page = running.client.post("/nl/controleren", [("story", MARK)], **{"Content-Type": kind})
    assert page.status == 415


@pytest.mark.parametrize("unit", ["Directie", "Verpleging'--", "../../etc/passwd"])
def test_a_department_that_is_not_on_the_list_is_refused(running: Running, unit: str) -> None:
    assert running.check(PLAIN, unit=unit).status == 400


@pytest.mark.parametrize("when", ["2027-02-30", "1900", "W53", "-1"])
def test_a_time_that_is_not_on_the_list_is_refused(running: Running, when: str) -> None:
    assert running.check(PLAIN, when=when).status == 400


def test_the_own_code_in_the_text_is_refused(running: Running) -> None:
    code = code_on(running.check(PLAIN))
    checked = running.check(PLAIN)
    own = code_on(checked)
    again = running.client.send(checked.form("/versturen"), story=f"{PLAIN} {own.lower()}")
    sent = running.client.send(again.form("/versturen"))
    assert sent.status == 400
    assert "Je code staat in je tekst" in sent.text
    assert code != own


def test_who_is_named_is_masked_before_it_is_kept(running: Running) -> None:
    told = f"{PLAIN} Bel mevrouw Zandvoort op 06-12345678 of mail z.zandvoort@example.org."
    checked = running.check(told)
    assert checked.html.count("<mark") >= 2
    assert running.client.send(checked.form("/versturen")).status == 201
    kept = " ".join(running.stories())
    for secret in ("Zandvoort", "12345678", "@example.org"):
        assert secret not in kept


@pytest.mark.parametrize(
    "story",
    ["a" * 4_000, "1 " * 2_000, "0612345678" * 400, "A. " * 1_300, "-" * 4_000, "@." * 2_000],
)
def test_a_text_made_to_be_slow_is_not(running: Running, story: str) -> None:
    began = time.monotonic()
    assert running.check(story).status in {200, 400, 503}
    assert time.monotonic() - began < QUICK_SECONDS


MALFORMED = {
    "no http": f"GARBAGE {MARK}\r\n\r\n",
    "two lengths": f"POST /nl/volgen HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{MARK}",
    "length and chunks": f"POST /nl/volgen HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /{MARK}",
    "bad chunk": f"POST /nl/volgen HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{MARK}\r\n",
    "long header": f"GET /nl/ HTTP/1.1\r\nHost: x\r\nX-Mark: {MARK * 40_000}\r\n\r\n",
    "nul in path": f"GET /nl/%00{MARK} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "bare line feed": f"GET /nl/{MARK} HTTP/1.1\nHost: x\n\n",
    "made-up method": f"{MARK.upper()} /nl/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_proper_request_is_refused_and_nowhere_repeated(
    running: Running, name: str
) -> None:
    answer = running.raw(MALFORMED[name].encode())
    status = answer.split(b" ", 2)[1] if answer else b"closed"
    assert status in {b"400", b"404", b"405", b"411", b"413", b"415", b"431", b"501", b"closed"}, (
        answer[:80]
    )
    assert MARK.encode() not in answer
    assert b"waitress/" not in answer.lower()
    assert b"Set-Cookie" not in answer


def test_a_body_of_ten_megabytes_is_cut_off_and_the_process_stays_small(running: Running) -> None:
    before = resident(running.process.pid)
    for _ in range(4):
        body = b"story=" + MARK.encode() * 1_000_000
        head = (
            "POST /nl/controleren HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        with suppress(OSError):
            answer = running.raw(head.encode() + body)
            assert answer == b"" or b" 413 " in answer
    assert resident(running.process.pid) - before < 40 * 2**20


def resident(pid: int) -> int:
    """Bytes of memory in use."""
    pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4_096


def test_slow_visitors_do_not_keep_others_waiting(running: Running) -> None:
    slow = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(40)]
    for one in slow:
        one.sendall(
            b"POST /nl/controleren HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nstory="
        )
    try:
        assert running.send(PLAIN + " Langzaam.").status == 201
    finally:
        for one in slow:
            one.close()


def test_headers_of_a_proxy_change_nothing(running: Running) -> None:
    asked = running.client.get("/nl/melden").form("/controleren")
    fields = filled_in(asked, {"kind": "K1", "story": PLAIN})
    page = running.client.post("/nl/controleren", fields, **SEEN, **{"X-Forwarded-Host": MARK})
    assert page.status == 200
    assert MARK not in page.html
