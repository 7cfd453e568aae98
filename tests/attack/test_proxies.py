"""The proxies of docs/proxy in front of a real process: nothing of a visitor is written anywhere."""

import http.client
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.world import World, free_port, make_world

pytestmark = [pytest.mark.slow, pytest.mark.attack]

EXAMPLES = Path(__file__).parents[2] / "docs" / "proxy"
MARK = "Zandvoortsema"
FRAME = """daemon off; pid {folder}/nginx.pid; error_log {folder}/main.log warn;
events {{}} http {{ access_log {folder}/access.log; client_body_temp_path {folder}/bodies;
proxy_temp_path {folder}/proxied; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
scgi_temp_path {folder}/s; include {folder}/site.conf; }}"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("proxied"), f"{datetime.now(tz=UTC):%Y-%m}")


@pytest.fixture
def nginx(world: World, tmp_path: Path) -> Iterator[int]:
    """The example, on free ports and with a certificate of its own; gives its port."""
    binary = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if binary is None or shutil.which("openssl") is None:
        pytest.skip("no nginx and openssl on this machine")
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", f"{tmp_path}/key.pem", "-out", f"{tmp_path}/fullchain.pem"]
    subprocess.run([*request, *files, "-subj", "/CN=localhost"], check=True, capture_output=True)
    port = free_port()
    site = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        "/etc/ssl/vrijuit": str(tmp_path),
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        "127.0.0.1:8000": f"127.0.0.1:{world.env['VRIJUIT_PORT']}",
    }
    for old, new in changes.items():
        assert old in site
        site = site.replace(old, new)
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    (tmp_path / "nginx.conf").write_text(FRAME.format(folder=tmp_path), encoding="utf-8")
    process = subprocess.Popen([binary, "-c", f"{tmp_path}/nginx.conf", "-p", str(tmp_path)])
    yield port
    process.terminate()
    process.wait(10)


def ask(port: int, path: str, body: str | None = None) -> int:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for _ in range(50):
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=20)
        with suppress(ConnectionRefusedError), closing(connection):
            kind = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": MARK}
            connection.request("POST" if body else "GET", path, body, kind)
            return connection.getresponse().status
        time.sleep(0.1)
    raise AssertionError("the proxy did not start")


def test_nothing_of_a_visitor_is_in_a_file_of_the_proxy(
    world: World, nginx: int, tmp_path: Path
) -> None:
    with world.intake():
        assert ask(nginx, "/nl/") == 200
        assert ask(nginx, "/nl/controleren", f"kind=K1&story={MARK * 2_000}") == 400
        assert ask(nginx, f"/nl/{MARK}") == 404
        assert ask(nginx, "/nl/controleren", "story=" + MARK * 100_000) == 413
    assert ask(nginx, f"/nl/{MARK}") == 502
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert MARK.encode() not in written
    assert b"127.0.0.1 -" not in written
    assert b"client: " not in written


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("Caddyfile", ["caddy", "validate", "--adapter", "caddyfile", "--config"]),
        ("apache.conf", []),
    ],
)
def test_the_other_examples_write_no_log_and_pass_on_no_address(
    name: str, command: list[str]
) -> None:
    path = EXAMPLES / name
    settings = [
        line.strip()
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.strip().startswith("#")
    ]
    text = "\n".join(settings)
    assert "CustomLog" not in text
    assert "ErrorLog /dev/null" in text or "output discard" in text
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert f"-{header}" in text or f"unset {header}" in text
    assert not any(line.startswith("encode") for line in settings)
    if command and shutil.which(command[0]):
        subprocess.run([*command, str(path)], check=True, capture_output=True)
