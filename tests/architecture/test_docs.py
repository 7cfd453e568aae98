"""The documents are true: what they name exists, and what they promise is there."""

import importlib
import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from app.cli.main import vrijuit

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], key=lambda path: path.as_posix()
)
NAMED_FUNCTION = re.compile(r"`((?:app|analysis|reporting|config)(?:\.\w+)+):(\w+)`")
MAKE_TARGET = re.compile(r"^\s*make ([a-z]+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
COMMAND = re.compile(r"`vrijuit ([a-z-]+)")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_and_files_that_a_document_names_exist(path: Path) -> None:
    for module, function in NAMED_FUNCTION.findall(text_of(path)):
        assert hasattr(importlib.import_module(module), function), f"{module}:{function}"
    for target in LINK.findall(text_of(path)):
        assert (path.parent / target).exists(), target


def test_make_targets_in_the_readme_exist() -> None:
    makefile = text_of(ROOT / "Makefile")
    for target in MAKE_TARGET.findall(text_of(ROOT / "README.md")):
        assert re.search(rf"^[a-z ]*\b{target}\b[a-z ]*:", makefile, re.MULTILINE), target


def test_commands_that_the_documents_name_exist() -> None:
    named = {name for path in DOCUMENTS for name in COMMAND.findall(text_of(path))}
    shown = subprocess.run(
        [ROOT / ".venv/bin/vrijuit", "--help"], check=True, capture_output=True, text=True
    ).stdout
    offered = set(re.findall(r"^  ([a-z-]+)", shown, re.MULTILINE))
    assert named <= offered
    assert named


def test_every_limit_is_explained_in_the_operator_guide() -> None:
    limits = importlib.import_module("config.limits")
    guide = text_of(ROOT / "docs/operate.md")
    unnamed = [name for name in vars(limits) if name.isupper() and name not in guide]
    assert unnamed == []


RUNBOOKS = sorted((ROOT / "docs/runbooks").glob("*.md"))
BLOCK = re.compile(r"```\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("path", RUNBOOKS, ids=lambda path: path.stem)
def test_every_command_of_a_runbook_can_be_given_as_it_stands(path: Path) -> None:
    commands = [line for block in BLOCK.findall(text_of(path)) for line in block.splitlines()]
    assert commands
    for line in commands:
        program, *words = shlex.split(line)
        assert program == "vrijuit", line
        assert understood(words), line


def understood(words: list[str]) -> bool:
    """Whether the command line takes these words; files and folders need not be there."""
    command: click.Command = vrijuit
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return False
        command, words = found, words[1:]
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            parameter.type = click.Path(path_type=Path)
    try:
        command.make_context("vrijuit", words)
    except click.UsageError:
        return False
    return True
