"""`vrijuit verify-strip`: answers, exit statuses, one clear line for what is wrong."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from app.cli.main import vrijuit
from app.cli.strips import text_in
from reporting.strip import HeldStrip, issue_strip, put_line
from reporting.strip_text import write_strip
from reporting.vault.signing import load_signers
from tests.conftest import Site


@dataclass(frozen=True)
class Outsider:
    """Somebody with a proof, the published manifest and the root key; no database, no instance."""

    folder: Path
    root_key: str

    def verify(self, content: str | bytes, *words: str) -> Result:
        path = self.folder / "strook.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        manifest = ["--manifest", str(self.folder / "manifest.json"), "--root-key", self.root_key]
        command = ["verify-strip", str(path), *manifest, *words]
        return CliRunner().invoke(vrijuit, command, obj={}, standalone_mode=False)


@pytest.fixture
def outsider(site: Site, tmp_path: Path) -> Outsider:
    shutil.copy(site.instance / "manifest.json", tmp_path)
    return Outsider(tmp_path, site.root_public_key)


@pytest.fixture(scope="module")
def held(site: Site) -> HeldStrip:
    signers = load_signers(site.instance / "keys", site.manifest.strip_keys)
    return issue_strip("2026-11", signers[2026], b"h" * 32)


def test_a_strip_that_holds_is_told_with_its_month_and_line(
    outsider: Outsider, held: HeldStrip
) -> None:
    plain = outsider.verify(write_strip(held.strip, "nl"))
    assert plain.exit_code == 0
    assert "a report was filed in 2026-11" in plain.output
    assert "no words on it" in plain.output
    named = outsider.verify(write_strip(put_line(held, "Anna"), "en"), "--json")
    answer = json.loads(named.output)
    assert (answer["holds"], answer["month"], answer["line"]) == (True, "2026-11", "Anna")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace("2026-11", "2026-12"), "altered"),
        (lambda text: text.replace("Anna", "Bert"), "altered line"),
        (lambda text: text[:200], "no strip"),
        (lambda _: "", "no strip"),
        (lambda _: b"\xff\x00\x81" * 50, "no strip"),
        (lambda _: b"x" * 1_000_000, "no strip"),
    ],
)
def test_a_strip_that_does_not_hold_is_refused_with_one_word_for_programs(
    outsider: Outsider,
    held: HeldStrip,
    change: Callable[[str], str | bytes],
    why: str,
) -> None:
    changed = change(write_strip(put_line(held, "Anna"), "nl"))
    told = outsider.verify(changed, "--json")
    assert (told.exit_code, json.loads(told.output)) == (1, {"holds": False, "why": why})
    plain = outsider.verify(changed)
    assert plain.output == ""
    assert str(plain.exception).endswith(".")


def test_words_that_somebody_asked_for_must_be_on_it(outsider: Outsider, held: HeldStrip) -> None:
    text = write_strip(put_line(held, "blauw paard, 3 december"), "nl")
    assert outsider.verify(text, "--says", " blauw  paard, 3 december").exit_code == 0
    assert (
        json.loads(outsider.verify(text, "--says", "rood", "--json").output)["why"] == "other line"
    )
    plain = write_strip(held.strip, "nl")
    assert (
        json.loads(outsider.verify(plain, "--says", "rood", "--json").output)["why"] == "other line"
    )


def test_another_root_key_vouches_for_nothing(outsider: Outsider, held: HeldStrip) -> None:
    other = Outsider(outsider.folder, "A" * 43 + "=")
    told = other.verify(write_strip(held.strip, "nl"))
    assert told.exit_code == 1
    assert "not signed by the root key" in str(told.exception)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_any_editor_is_read(encoding: str) -> None:
    assert text_in("Maand: 2026-11 – Zoë".encode(encoding)) == "Maand: 2026-11 – Zoë"


def test_a_missing_file_is_wrong_usage() -> None:
    told = CliRunner().invoke(vrijuit, ["verify-strip", "nergens.txt"], obj=dict(os.environ))
    assert told.exit_code == 2
    assert isinstance(click.UsageError("x"), click.ClickException)
