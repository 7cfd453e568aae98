from pathlib import Path

import pytest

from config.data import read_data
from config.errors import ConfigError
from config.methods import Method, load_methods, parse_methods


@pytest.fixture(scope="module")
def methods() -> tuple[Method, ...]:
    return load_methods()


def test_there_are_twelve_methods_in_order(methods: tuple[Method, ...]) -> None:
    assert [method.id for method in methods] == [f"M{n:02}" for n in range(1, 13)]


def test_the_length_of_each_method_is_the_one_practice_gives(methods: tuple[Method, ...]) -> None:
    minutes = {method.id: method.minutes for method in methods}
    assert minutes["M01"] == 65
    assert minutes["M02"] == 30
    assert 120 <= minutes["M03"] <= 150
    assert 40 <= minutes["M04"] <= 55
    assert minutes["M08"] == 95
    assert minutes["M12"] == 70


def test_the_steps_of_the_incident_method_are_told_with_their_minutes(
    methods: tuple[Method, ...],
) -> None:
    assert [step.minutes for step in methods[0].steps] == [5, 10, 5, 15, 10, 10, 10]
    assert methods[0].steps[3].name("nl") == "Vragenronde"
    assert methods[0].steps[3].instruction("en").startswith("Ask for facts only")


def test_two_methods_are_kept_from_new_groups(methods: tuple[Method, ...]) -> None:
    assert {method.id for method in methods if method.earliest_meeting > 3} == {"M04", "M10"}


def test_every_method_says_in_both_languages_when_it_fits_and_what_to_mind(
    methods: tuple[Method, ...],
) -> None:
    for method in methods:
        for language in ("nl", "en"):
            assert method.name(language)
            assert method.fits(language)
            assert method.cautions(language)
        assert method.fits("nl") != method.fits("en")


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("minutes = 65", "minutes = 60", "M01 takes 60 minutes, but its steps take 65"),
        ('id = "M02"', 'id = "M01"', "has 'M01' more than once"),
        ('en = "Balint"', "", "methods M05 has no text for 'en'"),
        ("minutes = 5\n", "minutes = 0\n", "needs a whole number of 1 or more for 'minutes'"),
        ("minutes = 5\n", "minutes = true\n", "needs a whole number of 1 or more"),
        ("minutes = 5\n", "minutes = 500\n", "takes more than 120 minutes"),
        ('do_en = "Say briefly what you did with the last meeting."', "", "no text for 'do_en'"),
        ('"What did you try out?"', "", "not as many questions in Dutch as in English"),
        ('speaks = "asking"', 'speaks = "boss"', "does not know who 'boss' is"),
        ('phase = "arrive"', 'phase = "lunch"', "has an unknown phase 'lunch'"),
        ('covers = ["harvest"]', 'covers = ["lunch"]', "has an unknown phase 'lunch'"),
        ("card = 2", "card = 3", "has a part 3 of the card; there are 2"),
        ('roles = ["timekeeper",', 'roles = ["boss",', "has 'boss' in 'roles'"),
        ('id = "M02"', 'id = "m-2"', "needs an id of 2 to 16 capitals and digits"),
        ("cases = 2", "case = 2", "has an unknown key 'case'"),
    ],
)
def test_a_wrong_method_is_refused_in_one_sentence(was: str, becomes: str, sentence: str) -> None:
    shipped = read_data("methods.toml")
    assert was in shipped
    with pytest.raises(ConfigError) as refused:
        parse_methods(shipped.replace(was, becomes, 1))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_no_methods_at_all_is_refused() -> None:
    with pytest.raises(ConfigError, match="has no methods"):
        parse_methods("")


def test_a_facilitator_can_lead_from_every_step(methods: tuple[Method, ...]) -> None:
    for method in methods:
        for step in method.steps:
            for language in ("nl", "en"):
                assert step.instruction(language).endswith((".", "?", "’."))
            assert step.questions("nl") or step.speaks == "facilitator", (method.id, step.nl)
            assert step.questions("nl") == step.questions_nl
            assert step.questions("en") == step.questions_en


def test_the_methods_for_strong_feelings_ask_for_a_guide_from_outside(
    methods: tuple[Method, ...],
) -> None:
    assert [method.id for method in methods if method.outside_guide] == ["M05", "M10"]


def test_the_second_part_of_a_card_waits_for_its_step() -> None:
    card = {method.id: method for method in load_methods()}["M12"]
    assert [step.card for step in card.steps][:5] == [1, 1, 1, 2, 2]
    assert [step.about_card for step in card.steps].count(True) == 5


OWN = """
[[methods]]
id = "E01"
nl = "Vissenkom"
en = "Fishbowl"
minutes = 20
fits_nl = "Een thema met twee kanten."
fits_en = "A theme with two sides."
cautions_nl = "Laat niemand te lang in de kring."
cautions_en = "Let nobody stay in the ring for too long."
advised_for = ["values"]
steps = [
  { minutes = 20, nl = "Kring", en = "Ring", do_nl = "Praat in de kring.", do_en = "Talk in the ring." },
]
"""


def test_an_organisation_adds_methods_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "methods.toml"
    file.write_text(OWN, encoding="utf-8")
    *shipped, added = load_methods(file)
    assert len(shipped) == 12
    assert not any(method.own for method in shipped)
    assert (added.id, added.own, added.meeting_minutes, added.roles) == ("E01", True, 20, ())
    assert added.advised_for == ("values",)
    assert added.steps[0].speaks == "together"


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('id = "E01"', 'id = "M03"', "methods.toml, methods M03: that id is taken"),
        ('en = "Fishbowl"', "", "methods.toml, methods E01 has no text for 'en'"),
        ("minutes = 20\n", "minutes = 25\n", "E01 takes 25 minutes, but its steps take 20"),
        ('["values"]', '["fun"]', "has 'fun' in 'advised_for'"),
        ("[[methods]]", "[[methods", "methods.toml is not valid TOML"),
        (OWN, "", "methods.toml has no methods"),
    ],
)
def test_a_fault_in_own_methods_is_named_in_one_line(
    was: str, becomes: str, sentence: str, tmp_path: Path
) -> None:
    assert was in OWN
    file = tmp_path / "methods.toml"
    file.write_text(OWN.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_methods(file)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_of_own_methods_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for broken in (tmp_path / "nowhere.toml", tmp_path):
        with pytest.raises(ConfigError, match="cannot read the methods of"):
            load_methods(broken)
