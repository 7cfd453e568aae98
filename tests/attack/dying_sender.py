"""A process that sends one report under a given code and dies at a chosen moment of it."""

import sys
from pathlib import Path

from reporting.intake import IntakeDesk, submit_report
from reporting.receipts import read_receipt_code, read_receipt_secrets
from reporting.store.engine import make_engine
from reporting.store.intake import SqlIntakeStore
from reporting.vault.epochs import load_manifest
from tests.attack.killed import arm
from tests.reporting.samples import report


def main(url: str, instance: Path, root_public_key: str, code: str, die_at: int) -> None:
    engine = make_engine(url)
    desk = IntakeDesk(
        SqlIntakeStore(engine, most_waiting=1_000),
        load_manifest(instance / "manifest.json", root_public_key),
        read_receipt_secrets(instance / "receipt_secrets.json"),
    )
    countdown = arm(engine, die_at)
    done = submit_report(report(), read_receipt_code(code), desk)
    sys.stdout.write(f"{'again' if done.already_there else 'kept'} {countdown.passed}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
