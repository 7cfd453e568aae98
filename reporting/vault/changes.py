"""Several files changed as one: all of them, or none, wherever the machine stops.

What is to be changed is first written beside the installation, then named as settled by one rename,
and only then put in place, in order. A crash before the rename leaves everything as it was; after
it, the next command of `vrijuit keys` puts the rest in place.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from reporting.vault.files import (
    OWNER_FILE,
    destroy_file,
    make_folders,
    remove_unfinished,
    replace_file,
    sync_folder,
    write_new,
)

SETTLED: Final = ".changes"
PREPARED: Final = ".changes.unfinished"
PLAN: Final = "plan.json"


@dataclass(frozen=True, slots=True)
class Change:
    """One file to write, with its folder where that is absent."""

    path: Path
    content: bytes = field(repr=False)
    mode: int = OWNER_FILE


def change_all(instance: Path, changes: Sequence[Change]) -> None:
    """Write all of these files, in this order, or none."""
    finish_changes(instance)
    prepared = instance / PREPARED
    make_folders(prepared)
    for number, change in enumerate(changes):
        write_new(prepared / str(number), change.content)
    plan = [[str(change.path.absolute()), change.mode] for change in changes]
    write_new(prepared / PLAN, json.dumps(plan).encode())
    prepared.rename(instance / SETTLED)
    sync_folder(instance)
    finish_changes(instance)


def finish_changes(instance: Path) -> bool:
    """Put in place what a crash left, and remove what it left undecided. True when there was any.

    Doing it twice does nothing more.
    """
    prepared, settled = instance / PREPARED, instance / SETTLED
    found = settled.is_dir()
    if found:
        _put_in_place(settled)
        _remove(settled)
    if prepared.is_dir():
        _remove(prepared)
    return found


def _put_in_place(settled: Path) -> None:
    plan = settled / PLAN
    if not plan.is_file():
        # The plan goes first when all is in place, so what is left is no longer needed.
        return
    for number, (path, mode) in enumerate(json.loads(plan.read_bytes())):
        target = Path(path)
        make_folders(target.parent)
        remove_unfinished(target)
        replace_file(target, (settled / str(number)).read_bytes(), mode)
    plan.unlink()
    sync_folder(settled)


def _remove(folder: Path) -> None:
    """Seeds lay here: they are overwritten, not only unlinked."""
    for path in sorted(folder.iterdir()):
        destroy_file(path)
    shutil.rmtree(folder)
    sync_folder(folder.parent)
