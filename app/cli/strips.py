"""`vrijuit verify-strip`: does this proof of reporting hold? It asks nobody."""

import json
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from io import BufferedReader
from pathlib import Path
from typing import Final

import click

from config.common import manifest_path_of, root_public_key_of
from config.env import read_mapping
from reporting.errors import (
    AlteredLine,
    AlteredStrip,
    ForeignStrip,
    NotAStrip,
    OtherLine,
    ReportingError,
)
from reporting.strip import Strip, check_strip, tidy_line
from reporting.strip_text import LONGEST_TEXT, read_strip
from reporting.symbols import grouped, to_symbols
from reporting.vault.epochs import load_manifest
from reporting.vault.strip_keys import StripKeys

WHY: Final[Mapping[type[ReportingError], str]] = {
    NotAStrip: "no strip",
    ForeignStrip: "foreign",
    AlteredStrip: "altered",
    AlteredLine: "altered line",
    OtherLine: "other line",
}
"""What --json says of a refusal; these words stay as they are."""


@click.command(
    "verify-strip",
    epilog="Example: vrijuit verify-strip strook.txt --manifest manifest.json --root-key KEY",
)
@click.argument("file", type=click.File("rb"))
@click.option("--manifest", help="The signed list of public keys; that of this instance if absent.")
@click.option("--root-key", help="The key that signs it, base64; that of this instance if absent.")
@click.option("--says", help="Words that the holder must have put on the strip.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def verify_strip_command(
    environ: Mapping[str, str],
    /,
    *,
    file: BufferedReader,
    says: str | None,
    as_json: bool,
    **keys: str | None,
) -> None:
    """Check a proof of reporting from FILE, or - for standard input. Nothing is looked up."""
    known = published_keys(environ, keys["manifest"], keys["root_key"])
    try:
        strip = verified(text_in(file.read(LONGEST_TEXT * 4)), known, says)
    except tuple(WHY) as problem:
        if not as_json:
            raise
        click.echo(json.dumps({"holds": False, "why": WHY[type(problem)]}))
        sys.exit(1)
    line = strip.line.text if strip.line else None
    serial = grouped(to_symbols(strip.serial))
    if as_json:
        answer = {"holds": True, "month": strip.month, "serial": serial, "line": line}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"This strip holds: a report was filed in {strip.month}.")
    click.echo(f"Serial: {serial}")
    click.echo(f"Its holder writes: {line}" if line else "Its holder put no words on it.")
    click.echo("It does not tell what the report said, whether that is true, or who filed it.")


def published_keys(
    environ: Mapping[str, str], manifest: str | None, root_key: str | None
) -> StripKeys:
    """The public keys of strips, from a manifest that the root key vouches for.

    Raises:
        ConfigError, BadManifest: a file or key is missing or wrong.
    """
    given = {"VRIJUIT_MANIFEST": manifest, "VRIJUIT_ROOT_PUBLIC_KEY": root_key}
    env = read_mapping({**environ, **{name: value for name, value in given.items() if value}})
    path: Path = manifest_path_of(env)
    return load_manifest(path, root_public_key_of(env)).strip_keys


def verified(text: str, keys: StripKeys, says: str | None) -> Strip:
    """The strip in a text, checked.

    Raises:
        NotAStrip, ForeignStrip, AlteredStrip, AlteredLine: it does not hold.
        OtherLine: it holds, but its holder did not put these words on it.
    """
    strip = read_strip(text)
    check_strip(strip, keys)
    if says is not None and (strip.line is None or strip.line.text != tidy_line(says)):
        raise OtherLine
    return strip


def text_in(content: bytes) -> str:
    """The text of a file, also of an editor that writes UTF-16; what is no text becomes marks."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8-sig", errors="replace")
