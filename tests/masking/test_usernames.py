import pytest

from reporting.masking.finders.usernames import find_usernames
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mijn inlog is tveen3 en werkt niet.", ["tveen3"]),
        ("iemand die zich Wolfsjong88 noemt", ["Wolfsjong88"]),
        ("de eigenaar is fhoogl04.", ["fhoogl04"]),
        ("last edited by kmeer02 on Friday", ["kmeer02"]),
        ("gezien bij @fabes.on.fly.", ["@fabes.on.fly"]),
        ("de map van srv_jdboer stond open", ["srv_jdboer"]),
        ("m.terhorst had rechten", ["m.terhorst"]),
    ],
)
def test_a_login_or_a_handle(sentence: str, found: list[str]) -> None:
    assert found_by(find_usernames, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Hij noemt zich chef.",
        "it severly hurt, zoder dat iemand hielp",
        "De eigenaar is boos.",
        "The form was created by students.",
        "Ik moest inloggen met mijn pas.",
        "Het bestand lijst_2024.xlsx is weg.",
        "Log in as soon as you can.",
    ],
)
def test_ordinary_words_stay(sentence: str) -> None:
    assert found_by(find_usernames, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Ik zag dat die was gewist door rbouali.", ["rbouali"]),
        ("Ze doet het onder de inlog van Peer, peerv02, want dat kan.", ["peerv02"]),
        ("He resets the password of svc-mri3 daily.", ["svc-mri3"]),
        ("De melding is gewist door collega's.", []),
        ("It was approved by everybody there.", []),
    ],
)
def test_who_did_it_in_a_system(sentence: str, found: list[str]) -> None:
    assert found_by(find_usernames, sentence) == found
