import pytest

from config.data import read_data
from config.errors import ConfigError
from config.steps import PHASES, load_phases, parse_phases


def test_a_meeting_of_two_hours_has_room_for_a_method() -> None:
    phases = load_phases()
    assert tuple(phases) == PHASES
    around = ("arrive", "bring", "choose", "harvest", "release", "evaluate")
    assert sum(phases[phase].minutes for phase in around) == 120 - 65
    bridge = ("read", "word", "recognise")
    assert sum(phases[phase].minutes for phase in bridge) == phases["bring"].minutes


def test_the_card_is_read_before_anybody_speaks_and_its_end_at_the_harvest() -> None:
    phases = load_phases()
    assert (phases["read"].speaks, phases["read"].card) == ("silence", 1)
    assert phases["harvest"].card == 2
    assert phases["bring"].card == 0


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('id = "word"', 'id = "read"', "has 'read' more than once"),
        ('id = "word"', 'id = "sing"', "must have the phases arrive"),
        ('en = "Harvest"', "", "phases harvest has no text for 'en'"),
    ],
)
def test_a_wrong_part_of_a_meeting_is_refused(was: str, becomes: str, sentence: str) -> None:
    shipped = read_data("phases.toml")
    assert was in shipped
    with pytest.raises(ConfigError) as refused:
        parse_phases(shipped.replace(was, becomes, 1))
    assert sentence in str(refused.value)
