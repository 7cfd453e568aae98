"""docs/attacks.md tells the truth: each line names a test that is there, none is left out."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = TESTS.parent / "docs" / "attacks.md"
LINE = re.compile(
    r"^\| (?P<attack>[^|]+) \| (?P<survived>[^|]+) \| `(?P<test>[^`]+)` \|$", re.MULTILINE
)
ANSWERS = {"yes", "in part", "no", "not tried on ours"}


def listed() -> list[re.Match[str]]:
    return list(LINE.finditer(TABLE.read_text(encoding="utf-8")))


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return {name for name in functions if name.startswith("test_")}


def test_each_attack_names_a_test_that_is_there() -> None:
    for line in listed():
        place, _, name = line["test"].partition("::")
        assert name in named_in(TESTS / place), line["test"]
        assert line["survived"] in ANSWERS, line["attack"]


def test_no_attack_test_is_left_out_of_the_table() -> None:
    named = [line["test"] for line in listed()]
    assert len(named) == len(set(named))
    there = {
        f"attack/{path.name}::{name}"
        for path in (TESTS / "attack").glob("test_*.py")
        for name in named_in(path)
    }
    assert there - set(named) == set()
