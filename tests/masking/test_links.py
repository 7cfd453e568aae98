import pytest

from reporting.masking.finders.links import find_links
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("mail r.adeyemi-lab@proton.me maar", ["r.adeyemi-lab@proton.me"]),
        ("jan (at) werk.nl dus", ["jan (at) werk.nl"]),
        ("zie https://vimeo.com/lutz/remmen.", ["https://vimeo.com/lutz/remmen"]),
        ("op 172.19.4.201 staat het", ["172.19.4.201"]),
    ],
)
def test_an_address_on_the_net(sentence: str, found: list[str]) -> None:
    assert found_by(find_links, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "After the update to version 10.4.2.1 it failed.",
        "We rolled back to 10.3.9.0 and it prints.",
        "Versie 10.0.3.2 is stuk.",
        "Het is klaar.Dus ik ging.",
        "Gekocht op bol.com gisteren.",
    ],
)
def test_versions_and_sentences_stay(sentence: str) -> None:
    assert found_by(find_links, sentence) == []
