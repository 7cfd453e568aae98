"""A PostgreSQL server of our own for the tests, on a unix socket in a folder of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


def find_binaries() -> Path | None:
    """The folder with the newest server binaries, or None."""
    found = sorted(DEBIAN.glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("pg_ctl")
    if found:
        return found[-1].parent
    return Path(on_path).parent if on_path else None


@contextmanager
def postgresql(binaries: Path) -> Iterator[str]:
    """A running server; the address of its database."""
    home = Path(tempfile.mkdtemp(prefix="pg"))
    user = _give_away(home)
    data, options = home / "data", f"-k {home} -c listen_addresses= -c fsync=off"
    try:
        _run(user, binaries / "initdb", "-D", data, "-U", "vrijuit", "--auth=trust", "-N")
        _run(
            user, binaries / "pg_ctl", "-D", data, "-l", home / "log", "-o", options, "-w", "start"
        )
        yield f"postgresql+psycopg://vrijuit@/postgres?host={home}"
    finally:
        if (data / "postmaster.pid").exists():
            _run(user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home)


def _give_away(home: Path) -> pwd.struct_passwd | None:
    """The server refuses to run as root: then it runs as the one who may own its files."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    os.chown(home, user.pw_uid, user.pw_gid)
    return user


def _run(user: pwd.struct_passwd | None, *command: Path | str) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd="/",
        user=None if user is None else user.pw_uid,
        group=None if user is None else user.pw_gid,
        extra_groups=None if user is None else [],
    )
