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
        ("minutes = 5, nl", "minutes = 0, nl", "needs a whole number of 1 or more for 'minutes'"),
        ("minutes = 5, nl", "minutes = true, nl", "needs a whole number of 1 or more"),
        (', do_en = "Read what helped."', "", "has no text for 'do_en'"),
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
