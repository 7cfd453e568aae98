"""What commands need, built from the settings: the composition root of the command line."""

from collections.abc import Mapping
from datetime import UTC, datetime

from config.intake import load_intake
from reporting.intake import IntakeDesk
from reporting.receipts import read_receipt_secrets
from reporting.store.engine import make_engine
from reporting.store.intake import SqlIntakeStore
from reporting.vault.epochs import load_manifest


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(tz=UTC)  # noqa: TID251 - composition root


def intake_desk(environ: Mapping[str, str]) -> IntakeDesk:
    """The desk that takes reports in, with public keys only.

    Raises:
        ConfigError, BadManifest: a setting or a file is missing or wrong.
    """
    settings = load_intake(environ)
    return IntakeDesk(
        store=SqlIntakeStore(make_engine(settings.database_url)),
        manifest=load_manifest(settings.manifest_path, settings.root_public_key),
        secrets=read_receipt_secrets(settings.receipt_secrets_path),
    )
