"""The folder of an installation: keys, secrets, settings. It appears whole, or not at all."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from config.errors import ConfigError
from config.secret_files import make_web_secrets
from reporting.vault.ceremony import hold_ceremony
from reporting.vault.custodians import NO_SAFES, Safes
from reporting.vault.passphrases import WrappedSecret

KEY_MONTHS_AHEAD = 24
"""Months that get a key at the ceremony; long enough to plan the next one."""


def months_back(month: str, count: int) -> str:
    """The month `count` months before one of the form YYYY-MM."""
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 - count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def toml_lines(settings: Mapping[str, str | bool]) -> str:
    """Settings as TOML; JSON writes text and truth in the same way."""
    return "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in settings.items()
    )


@contextmanager
def new_instance(instance: Path) -> Iterator[Path]:
    """Give a folder to fill; when all went well it becomes the instance, else nothing is left.

    Raises:
        ConfigError: the instance is there already.
    """
    if instance.exists() and any(instance.iterdir()):
        raise ConfigError(f"VRIJUIT_INSTANCE: {instance} is there already; nothing was changed")
    building = instance.with_name(instance.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True, mode=0o700)
    try:
        yield building
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    if instance.exists():
        instance.rmdir()
    building.rename(instance)


def make_keys(
    folder: Path,
    month: str,
    earlier: int,
    analists: Sequence[WrappedSecret] = (),
    safes: Safes = NO_SAFES,
) -> None:
    """Hold the key ceremony and make the secrets of the web processes.

    Args:
        folder: of the instance.
        month: now, YYYY-MM.
        earlier: months before it that get a key too, for records of earlier times.
        analists: who may screen reports.
        safes: of those who carry a key away.
    """
    first = months_back(month, earlier)
    hold_ceremony(folder, first, earlier + KEY_MONTHS_AHEAD, analists, safes)
    make_web_secrets(folder)


def write_settings(folder: Path, settings: Mapping[str, str | bool]) -> None:
    """Write the settings that are no secret."""
    (folder / "vrijuit.toml").write_text(toml_lines(settings), encoding="utf-8")
