"""A process that sends reports until it is killed, and prints each code once it is kept."""

import sys
from pathlib import Path

from reporting.intake import IntakeDesk, submit_report
from reporting.receipts import issue_receipt_code, read_receipt_secrets
from reporting.store.engine import make_engine
from reporting.store.intake import SqlIntakeStore
from reporting.vault.epochs import load_manifest
from tests.reporting.samples import report


def main(url: str, instance: Path, root_public_key: str) -> None:
    desk = IntakeDesk(
        SqlIntakeStore(make_engine(url)),
        load_manifest(instance / "manifest.json", root_public_key),
        read_receipt_secrets(instance / "receipt_secrets.json"),
    )
    while True:
        code = issue_receipt_code()
        submit_report(report(), code, desk)
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
