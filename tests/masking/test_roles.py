import pytest

from reporting.masking.finders.roles import find_roles
from reporting.masking.finders.trades import is_trade
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Onze artistiek leider riep iets.", ["artistiek leider"]),
        ("The assistant branch manager knew.", ["assistant branch manager"]),
        ("Our head of infrastructure wants a name.", ["head of infrastructure"]),
        ("De president van de rechtbank schreef.", ["president van de rechtbank"]),
        ("the deputy locked it", ["deputy"]),
        ("De waarnemend directeur tekende.", ["directeur"]),
        ("I told our district nurse.", ["district nurse"]),
    ],
)
def test_a_function_that_one_person_has(sentence: str, found: list[str]) -> None:
    assert found_by(find_roles, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("[naam 1], contracts manager for them, agreed.", ["contracts manager"]),
        ("The team leader, [name 1], told me.", ["team leader"]),
        ("from r. berg, regional manager, saying no", ["regional manager"]),
        ("[naam 1], de gedragswetenschapper.", ["gedragswetenschapper"]),
    ],
)
def test_a_function_that_stands_for_a_name(sentence: str, found: list[str]) -> None:
    assert found_by(find_roles, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("I'm the only one with a licence.", ["only one with a licence"]),
        ("I am the only cook on board.", ["only cook on board"]),
        ("zij is de enige huisarts van het dorp", ["enige huisarts van het dorp"]),
        ("de enige met een certificaat.", ["enige met een certificaat"]),
        ("Als enige vrouw in de ploeg hoor ik alles.", ["enige vrouw in de ploeg"]),
    ],
)
def test_the_only_one(sentence: str, found: list[str]) -> None:
    assert found_by(find_roles, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "De chef wees naar buiten.",
        "De bedrijfsarts heet belafspraak.",
        "De bedrijfsleider lachte.",
        "de eigenaar is boos",
        "Ik ben koster.",
        "It was only finger tight.",
        "De enige manier is praten.",
        "[naam 1], de monteur, kwam.",
        "He went to the head of the queue.",
        "My line manager said no.",
        "De teamleider reageerde begripvol.",
        "The only repeater broke.",
        "De directeur Jansen belde.",
    ],
)
def test_a_trade_that_many_have_stays(sentence: str) -> None:
    assert found_by(find_roles, sentence) == []


@pytest.mark.parametrize("word", ["kok", "apotheker", "verpleegkundige", "midwife", "librarian"])
def test_a_trade_is_told_by_its_ending(word: str) -> None:
    assert is_trade(word)


@pytest.mark.parametrize("word", ["kamer", "winter", "other", "tafel", "document"])
def test_a_thing_with_such_an_ending_is_no_trade(word: str) -> None:
    assert not is_trade(word)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The terminal duty manager told me so.", ["terminal duty manager"]),
        (
            "I raised it with the money laundering reporting officer.",
            ["money laundering reporting officer"],
        ),
        ("The young police officer was kind.", []),
        ("The first shift manager came late.", []),
    ],
)
def test_a_function_of_many_words_is_held_by_few(sentence: str, found: list[str]) -> None:
    assert found_by(find_roles, sentence, "en") == found
