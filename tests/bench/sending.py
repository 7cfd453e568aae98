"""How fast reports are taken in: a real intake process, real requests, durable on disk."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from reporting.receipts import derive_receipt, issue_receipt_code, read_receipt_secrets
from tests.bench.machine import Figure, Section, quantile
from tests.web import Client, Form
from tests.world import World

VISITORS = 20
SENDS_EACH = 20
STORY = (
    "Bij het wisselen van de dienst stond in de overdracht niet dat de pomp was omgezet. "
    "Meneer Jansen kreeg daardoor een uur te weinig. Ik zag het toen ik op kamer 12 de stand nakeek. "
    "We hebben het samen hersteld en de arts gebeld. Er was haast en er kwam steeds iemand tussendoor."
)


def in_parallel(work: Callable[[int], None]) -> float:
    """Run the work of all visitors at once; seconds until the last is done."""
    threads = [threading.Thread(target=work, args=(n,)) for n in range(VISITORS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


def prepared(client: Client, how_many: int) -> list[Form]:
    """Check pages that are ready to be sent, each with a code of its own."""
    asked = (client.get("/nl/melden").form("/controleren") for _ in range(how_many))
    checks = (client.send(form, kind="K1", story=f"{STORY} {n}") for n, form in enumerate(asked))
    return [page.form("/versturen") for page in checks]


def measure(world: World) -> Section:
    with world.intake() as address:
        client = Client(address)
        waiting = [prepared(client, SENDS_EACH) for _ in range(VISITORS)]
        took: list[float] = []
        refused: list[int] = []

        def send_all(number: int) -> None:
            for form in waiting[number]:
                begun = time.perf_counter()
                status = client.send(form).status
                took.append(time.perf_counter() - begun)
                if status != 201:
                    refused.append(status)

        seconds = in_parallel(send_all)
        form_page = client.get("/nl/melden")
    if refused:
        raise AssertionError(f"{len(refused)} sends were refused")
    return Section(
        "Sending a report (mask, receipt, seal, store; SQLite with synchronous=FULL)",
        [
            Figure(f"{VISITORS} visitors at once", f"{len(took) / seconds:.0f} per second", "≥ 50"),
            Figure("half of the sends answered within", f"{quantile(took, 0.5) * 1e3:.0f} ms"),
            Figure("95 of 100 answered within", f"{quantile(took, 0.95) * 1e3:.0f} ms", "≤ 500 ms"),
            Figure("the form page", f"{len(form_page.html.encode()) / 1e3:.1f} kB", "≤ 40 kB"),
            Figure("Argon2id alone, both cores", f"{argon2_rate(world):.0f} per second"),
            Figure(
                "SQLite alone: commits of 20 kB", f"{commit_rate(world.instance):.0f} per second"
            ),
        ],
        f"{VISITORS * SENDS_EACH} reports over HTTP on loopback; the client runs on the same cores.",
    )


def argon2_rate(world: World) -> float:
    secrets = read_receipt_secrets(world.instance / "receipt_secrets.json")
    codes = [[issue_receipt_code() for _ in range(5)] for _ in range(VISITORS)]

    def derive(number: int) -> None:
        for code in codes[number]:
            derive_receipt(code, secrets)

    return VISITORS * 5 / in_parallel(derive)


def commit_rate(folder: Path) -> float:
    path = folder / "commits.db"
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE row (id BLOB PRIMARY KEY, content BLOB) WITHOUT ROWID")
    begun = time.perf_counter()
    for _ in range(200):
        database.execute("INSERT INTO row VALUES (?, ?)", (os.urandom(16), os.urandom(20_000)))
    rate = 200 / (time.perf_counter() - begun)
    database.close()
    path.unlink()
    return rate
