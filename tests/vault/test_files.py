"""A file of keys is there whole, or not at all, wherever the machine stops."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reporting.errors import AlreadyHeld
from reporting.vault.files import destroy_file, read_own, replace_file, write_new

DIE_AT = """
import os, signal, sys
from pathlib import Path
from reporting.vault import files
left = int(sys.argv[2])
def counted(call):
    def stand_in(*args, **more):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return call(*args, **more)
    return stand_in
for name in ("open", "fsync", "fchmod", "replace", "link", "unlink"):
    setattr(os, name, counted(getattr(os, name)))
files.{call}(Path(sys.argv[1]), b"new" * 1000)
"""


def dies_at(call: str, path: Path, step: int) -> bool:
    """Run one writing call in a process that is killed before its step-th call of the system."""
    command = [sys.executable, "-c", DIE_AT.replace("{call}", call), str(path), str(step)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    return done.returncode == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.parametrize("call", ["write_new", "replace_file"])
def test_a_crash_at_any_step_leaves_the_old_or_the_new_file_whole(
    tmp_path: Path, call: str
) -> None:
    before = None if call == "write_new" else b"old"
    seen, step = set(), 0
    while True:
        path = tmp_path / str(step) / "key"
        path.parent.mkdir()
        if before is not None:
            replace_file(path, before)
        died = dies_at(call, path, step)
        seen.add(path.read_bytes() if path.exists() else None)
        if not died:
            break
        step += 1
    assert step >= 5
    assert seen == {before, b"new" * 1000}


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    write_new(tmp_path / "key", b"first")
    with pytest.raises(AlreadyHeld):
        write_new(tmp_path / "key", b"second")
    assert read_own(tmp_path / "key") == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_a_destroyed_file_is_gone_and_so_are_its_bytes(tmp_path: Path) -> None:
    path, twin = tmp_path / "key", tmp_path / "twin"
    write_new(path, b"seed" * 24)
    # A second name for the same bytes shows what is left of them on the disk.
    twin.hardlink_to(path)
    destroy_file(path)
    destroy_file(path)
    assert not path.exists()
    assert b"seed" not in twin.read_bytes()
