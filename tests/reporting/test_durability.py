import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from reporting.receipts import read_receipt_code
from tests.conftest import Site
from tests.reporting.samples import count, kinds_in_thread

ROOT = Path(__file__).parents[2]


AT_WORK = 5
"""Reports that a sender acknowledges before it is killed, in the middle of a next one."""


def first_lines(sender: subprocess.Popen[str]) -> list[str]:
    assert sender.stdout is not None
    return [sender.stdout.readline().strip() for _ in range(AT_WORK)]


@pytest.mark.slow
def test_what_was_acknowledged_outlives_a_killed_process(engine: Engine, site: Site) -> None:
    acknowledged: list[str] = []
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.reporting.sender", url]
    for _ in range(3):
        senders = [
            subprocess.Popen(
                [*command, str(site.instance), site.root_public_key],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for sender in senders:
            acknowledged += first_lines(sender)
        for sender in senders:
            sender.kill()
            acknowledged += sender.communicate()[0].splitlines()
    for code in acknowledged:
        assert kinds_in_thread(read_receipt_code(code), engine, site) == ("received",)
    assert count(engine, "inbox") == count(engine, "thread") >= len(acknowledged)
