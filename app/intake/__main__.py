"""The intake process: reads settings, opens the store, serves. Nothing of a visitor is logged."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from app.intake.desk import PublicDesk, read_units
from app.intake.wsgi import create_app
from app.shared.name_model import open_model
from app.shared.organisation import lines_of, own_words_in
from app.shared.serving import listen, run_process
from config.intake import IntakeSettings, load_intake
from reporting.errors import StoreUnavailable
from reporting.followup import FollowupDesk
from reporting.intake import IntakeDesk
from reporting.masking.mask import mask
from reporting.receipts import read_receipt_secrets
from reporting.store.bulletins import SqlBulletinShelf
from reporting.store.engine import make_engine, reading
from reporting.store.intake import SqlIntakeStore
from reporting.store.tables import inbox
from reporting.vault.live import LiveManifest

THREADS = 4
"""Requests at a time; masking and sealing take one core each, the rest waits for the disk."""

SWITCH_SECONDS = 0.001
"""How soon a thread that waits for the interpreter gets it. A receipt is derived outside of it; at
the usual 5 ms the core that did so stands idle before it may begin the next one."""


def build_desk(settings: IntakeSettings) -> PublicDesk:
    """What the public pages need, from the files of the instance.

    Besides those that the settings name, two files may lie in the instance folder: `units.csv`
    (name,people) and `own_words.csv` (name,label).
    """
    engine = make_engine(settings.database_url)
    store = SqlIntakeStore(engine, settings.gate.most_waiting)
    manifest = LiveManifest(settings.manifest_path, settings.root_public_key)
    manifest.now()
    secrets = read_receipt_secrets(settings.receipt_secrets_path)
    return PublicDesk(
        intake=IntakeDesk(store, manifest, secrets),
        followup=FollowupDesk(store, secrets),
        is_ready=lambda: store_answers(engine),
        strip_keys=lambda: manifest.now().strip_keys,
        own_words=own_words_in(settings.instance),
        ner=open_model(settings.ner) if settings.ner else None,
        units=read_units(lines_of(settings.instance / "units.csv")),
        count_waiting=store.count_waiting,
        bulletins=SqlBulletinShelf(engine),
    )


def store_answers(engine: Engine) -> bool:
    """Whether the database can be read and has our tables."""
    try:
        with reading(engine) as connection:
            connection.execute(select(inbox.c.id).limit(1)).all()
    except StoreUnavailable:
        return False
    return True


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(tz=UTC)  # noqa: TID251 - composition root


def serve(environ: Mapping[str, str]) -> None:
    """Serve the public pages until told to stop."""
    settings = load_intake(environ)
    sys.setswitchinterval(SWITCH_SECONDS)
    # The word lists load at the first use; the first visitor need not wait for them.
    mask("")
    app = create_app(settings, build_desk(settings), clock)
    listen(app, settings.host, settings.port, THREADS)


def main() -> None:
    """Run; end with one clear line when a setting is missing or wrong."""
    run_process("intake", serve, dict(os.environ))  # noqa: TID251 - composition root


if __name__ == "__main__":
    main()
