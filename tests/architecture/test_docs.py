"""The documents are true: what they name exists, and what they promise is there."""

import importlib
import re
import subprocess
from pathlib import Path

import pytest

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
