"""Names of themes: what a colleague would say goes in, what points to somebody does not."""

import pytest

from reporting.learning.errors import LearningError, NameNotNeutral, NameWithMasked
from reporting.learning.theme_names import check_name
from reporting.masking.own_words import NO_OWN_WORDS, read_own_words


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Bijna vallen van de ladder", "nl"),
        ("Overdracht bij wisseling van dienst", "nl"),
        ("Verkeerde bijlage gemaild", "nl"),
        ("Allergie en dieet in de keuken", "nl"),
        ("Heftruck en natte vloer bij het laaddok", "nl"),
        ("Medicatie op de verkeerde tijd", "nl"),
        ("Dubbele afspraken in de agenda", "nl"),
        ("Wachtwoord van wie weg is", "nl"),
        ("Oude versie gebruikt", "nl"),
        ("Near falls from ladders", "en"),
        ("Wrong attachment sent", "en"),
        ("Forklift near misses", "en"),
        ("Handover at the end of a shift", "en"),
        ("", "nl"),
    ],
)
def test_what_a_colleague_would_say_is_taken(name: str, language: str) -> None:
    check_name(name, language, NO_OWN_WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "Klachten over mevrouw Jansen",
        "Piet en de ladder",
        "Gevallen in Zandvoort",
        "Ladders op afdeling 3B",
        "Bel 06 12345678",
        "Wat [naam 1] vergat",
    ],
)
def test_what_may_point_to_somebody_is_refused(name: str) -> None:
    with pytest.raises(NameWithMasked):
        check_name(name, "nl", NO_OWN_WORDS)


def test_words_of_the_organisation_are_refused_too() -> None:
    own = read_own_words(["name,label", "Zonnehof,LOCATION"])
    with pytest.raises(NameWithMasked):
        check_name("Ladders in de zonnehof", "nl", own)


@pytest.mark.parametrize("name", ["Schuld van de avonddienst", "Lazy mornings", "Domme vragen"])
def test_a_name_that_judges_is_refused(name: str) -> None:
    with pytest.raises(NameNotNeutral):
        check_name(name, "nl", NO_OWN_WORDS)


@pytest.mark.parametrize("name", ["x" * 81, "12", "…"])
def test_a_name_is_a_few_words(name: str) -> None:
    with pytest.raises(LearningError):
        check_name(name, "nl", NO_OWN_WORDS)
