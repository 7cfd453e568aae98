"""What the public pages are made of in tests: settings, and a desk over a database."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine

from app.intake.desk import PublicDesk
from config.intake import IntakeSettings
from reporting.followup import FollowupDesk
from reporting.intake import IntakeDesk
from reporting.store.bulletins import SqlBulletinShelf
from reporting.store.intake import SqlIntakeStore
from tests.conftest import Site


def public_settings(instance: Path, **changes: Any) -> IntakeSettings:  # noqa: ANN401 - any field
    """Settings of an intake over a folder."""
    settings = IntakeSettings(
        instance=instance,
        database_url="",
        manifest_path=instance / "manifest.json",
        root_public_key="",
        receipt_secrets_path=instance / "receipt_secrets.json",
        form_key=Fernet.generate_key(),
        host="127.0.0.1",
        port=0,
        organisation="Zorggroep De Linde",
        demo=True,
        links={"danger": "tel:112"},
    )
    return replace(settings, **changes)


def public_desk(engine: Engine, site: Site) -> PublicDesk:
    """The desk of an intake over a database."""
    store = SqlIntakeStore(engine)
    return PublicDesk(
        intake=IntakeDesk(store, site.manifest, site.secrets),
        followup=FollowupDesk(store, site.secrets),
        is_ready=lambda: True,
        strip_keys=lambda: site.manifest.strip_keys,
        units=("Verpleging", "Techniek"),
        bulletins=SqlBulletinShelf(engine),
    )
