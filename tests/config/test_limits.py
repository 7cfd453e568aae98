import ast
from pathlib import Path

import config.limits as limits_module
from config import limits


def test_bands_begin_at_the_theme_threshold_and_leave_no_gap() -> None:
    firsts = [first for first, _ in limits.BANDS]
    lasts = [last for _, last in limits.BANDS]
    assert firsts[0] == limits.K_THEME
    assert lasts[-1] is None
    for last, following in zip(lasts[:-1], firsts[1:], strict=True):
        assert last is not None
        assert following == last + 1


def test_the_less_is_known_of_the_spread_the_more_reports_are_needed() -> None:
    assert limits.K_FACT < limits.K_THEME < limits.K_UNIT_UNKNOWN < limits.K_SPREAD_UNKNOWN
    assert limits.MIN_PERIODS < limits.MIN_PERIODS_UNIT_UNKNOWN
    assert limits.MIN_CELL >= limits.K_THEME


def test_a_story_in_any_script_fits_the_largest_request() -> None:
    longest_story = "%EF%BF%BF" * limits.STORY_MAX
    assert len(longest_story) * 2 + len("%EF%BF%BF") * limits.TIP_MAX < limits.MAX_BODY_BYTES


def test_every_limit_has_a_reason_above_it() -> None:
    source = Path(limits_module.__file__).read_text(encoding="utf-8")
    lines = source.splitlines()
    constants = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    assert len(constants) >= 20
    for constant in constants:
        assert lines[constant.lineno - 2].startswith("#"), lines[constant.lineno - 1]
