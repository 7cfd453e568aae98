"""What a whole visit leaves of a receipt code: nothing in any log, file or database."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reporting.receipts import ReceiptCode, read_receipt_code, words_of
from tests.web import Client, Page
from tests.world import PATIENCE_SECONDS, World, make_world, wait_until_ready

pytestmark = pytest.mark.slow

STORY = "De lijst was van gisteren, en een collega merkte dat pas bij de tweede controle."


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, f"{datetime.now(tz=UTC):%Y-%m}")


def traces_of(code: ReceiptCode) -> tuple[str, ...]:
    """What gives a code away: it, its halves, and each word that stands for a part of it."""
    symbols = code.replace("-", "")
    words = (*words_of(code, "nl"), *words_of(code, "en"))
    return (code, symbols, symbols.lower(), symbols[:12], symbols[12:], code[:14], *words)


def follow(client: Client, typed: str) -> Page:
    return client.send(client.get("/nl/volgen").form("/volgen"), code=typed)


def visit(world: World, client: Client) -> ReceiptCode:
    """Report, mistype, come back by code and by words, print the proof, withdraw."""
    form = client.get("/nl/melden").form("/controleren")
    check = client.send(form, kind="K1", story=STORY)
    start = check.text.index("Je code:") + len("Je code:")
    code = read_receipt_code(check.text[start : start + 40].replace(" ", "")[:29])
    words = " ".join(words_of(code, "nl"))
    client.send(check.form("/versturen"), groep1="XXXX", groep2=code[:4])
    assert client.send(check.form("/versturen")).status == 201
    for typed in (code[:-1], f"{code}!", words[:-9], words):
        follow(client, typed)
    assert world.run("analyse").returncode == 0
    thread = follow(client, words)
    proof = client.send(thread.form("/volgen"), stap="bewijs", regel=code)
    assert "Haal de code uit je tekst" in proof.text
    assert client.send(thread.form("/volgen"), stap="bewijs", regel="Anna").status == 200
    assert client.send(thread.form("/volgen"), stap="intrekken-zeker").status == 200
    client.get(f"/nl/volgen/{code}")
    return code


def test_no_log_file_or_row_gives_a_code_away(world: World) -> None:
    process = world.start("app.intake")
    port = int(world.env["VRIJUIT_PORT"])
    try:
        wait_until_ready(port, process)
        code = visit(world, Client(f"http://127.0.0.1:{port}"))
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    kept = {"what it said": said.encode()}
    kept |= {str(path): path.read_bytes() for path in world.instance.rglob("*") if path.is_file()}
    assert any(name.endswith("vrijuit.db") for name in kept)
    for trace in traces_of(code):
        assert [name for name, content in kept.items() if trace.encode() in content] == []
