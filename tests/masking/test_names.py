"""Names of people, places and employers: what is told apart, and what is left alone."""

import pytest

from reporting.masking.mask import find_spans


def found(text: str, language: str = "nl") -> set[tuple[str, str]]:
    return {(text[s.start : s.end], s.label) for s in find_spans(text, language)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Toen kwam Annemarie van den Heuvel-Schouten binnen.",
            "Annemarie van den Heuvel-Schouten",
        ),
        ("Ik sprak met J.P. Terpstra over het rooster.", "J.P. Terpstra"),
        ("Ik sprak Th. Wouters bij de lift.", "Th. Wouters"),
        ("De sleutel lag bij Joris H. op tafel.", "Joris H"),
        ("Mevrouw De Wit belde twee keer.", "De Wit"),
        ("Het was dokter El Khattabi die tekende.", "El Khattabi"),
        ("Ronny senior stond ernaast.", "Ronny senior"),
        ("De nieuwe heet Nguyễn Thị Hoa en werkt hier pas.", "Nguyễn Thị Hoa"),
        ("Dat zei Lutz van de Duitse kant.", "Lutz"),
    ],
)
def test_a_name_is_masked_as_far_as_it_goes(text: str, name: str) -> None:
    assert (name, "PERSON") in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ik zei nog tegen collega sanne dat de pomp lekte", "sanne"),
        ("mevr bloem krijgt haar pillen te laat en niemand doet wat", "bloem"),
        ("dat heb ik van frits van es gehoord, die was erbij", "frits van es"),
        ("toen zei brannox dat het wel goed zat en liep weg", "brannox"),
        ("im daan w. van de nachtploeg en ik heb het gezien", "daan w"),
    ],
)
def test_a_name_without_capitals_is_masked_when_something_says_so(text: str, name: str) -> None:
    assert (name, "PERSON") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik zag hoe de roos in de vaas stond en niemand gaf hem water",
        "het was een grap en we moesten er allemaal om lachen",
        "de bakker bracht het brood te laat en de keuken wachtte",
        "meneer kwam boos naar de balie en wilde meteen geholpen worden",
    ],
)
def test_ordinary_words_in_small_letters_are_left_alone(text: str) -> None:
    assert found(text) == set()


def test_what_is_a_joke_in_english_is_no_name_there() -> None:
    assert found("It was only a joke and everybody laughed.", "en") == set()
    assert ("Joke", "PERSON") in found("Joke lachte erom, de rest niet.")


@pytest.mark.parametrize(
    "text",
    [
        "Toen belde Samira over de lift. Later zei samira dat het klopte.",
        "Volgens Samira was het druk. samira's rooster klopte niet.",
    ],
)
def test_a_name_that_was_found_is_masked_where_it_stands_again(text: str) -> None:
    assert len([span for span in find_spans(text, "nl") if span.label == "PERSON"]) == 2


def test_a_line_with_a_name_alone_signs_the_story() -> None:
    text = "De lift bleef hangen tussen twee verdiepingen.\nGroet,\nZoutenbier"
    assert ("Zoutenbier", "PERSON") in found(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Wij reden gisteren naar 't Zandt met een lege accu.", "t Zandt"),
        ("Het busje stond in Smallingerland langs de weg.", "Smallingerland"),
        ("Vanuit Bergen op Zoom kwam een tweede ploeg.", "Bergen op Zoom"),
        ("ik ben opgestapt in zwolle en toen viel de deur dicht", "zwolle"),
    ],
)
def test_towns_and_regions_are_places(text: str, place: str) -> None:
    assert (place, "LOCATION") in found(text)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Ik werk bij Van Raam & Zonen in de loods.", "Van Raam & Zonen"),
        ("Argus Beveiliging zegt dat het zo hoort.", "Argus Beveiliging"),
        ("Zij zit op Universiteit aan de Waal en loopt hier stage.", "Universiteit aan de Waal"),
        ("De wond is gehecht in Compas huisartsenpraktijk.", "Compas huisartsenpraktijk"),
        ("Hij werd verwezen door het UMCU zonder brief.", "UMCU"),
        ("Wij spelen bij SV Sparta '18 op zaterdag.", "SV Sparta '18"),
    ],
)
def test_employers_and_institutions_are_organisations(text: str, firm: str) -> None:
    assert (firm, "ORGANISATION") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Volgens de Arbowet moest er een hek staan.",
        "Onze kliniek was die dag dicht.",
        "De PIW'er van de nacht had geen sleutel.",
        "Op Saturdays the shop is full.",
    ],
)
def test_laws_trades_and_weekdays_are_nobody(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ze woont Achterdiep NZ 44 in een klein huis.", "Achterdiep NZ 44"),
        ("Bezorgd op Prof. Dr. J.C. Lorentzlaan 12 bis.", "Prof. Dr. J.C. Lorentzlaan 12 bis"),
        ("Het adres was Lijsterhof 5A, 5403nk, daar zat ze.", "5403nk"),
        ("De ambulance stond voor Kerkstr 8 te wachten.", "Kerkstr 8"),
    ],
)
def test_streets_and_postcodes_are_addresses(text: str, address: str) -> None:
    assert (address, "ADDRESS") in found(text)


def test_an_address_that_is_told_ends_with_the_sentence() -> None:
    text = "My address is 6750 Koskikatu 25 Apt. 864. Please ring first."
    assert found(text, "en") == {("6750 Koskikatu 25 Apt. 864", "ADDRESS")}


@pytest.mark.parametrize(
    "text", ["Geef 1250 MG per dag.", "Geef 1250MG per dag.", "De plank is 2000mm lang."]
)
def test_an_amount_is_no_postcode(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "link", "label"),
    [
        ("Het staat op file://nas02/hr/verzuim_2024 open.", "file://nas02/hr/verzuim_2024", "URL"),
        (
            "Zie www.voorbeeld.example/rooster voor de lijst.",
            "www.voorbeeld.example/rooster",
            "URL",
        ),
        ("Mail naar p.test@voorbeeld.example graag.", "p.test@voorbeeld.example", "EMAIL"),
        ("De server op 10.20.30.40 lag eruit.", "10.20.30.40", "IP"),
    ],
)
def test_links_and_addresses_of_machines(text: str, link: str, label: str) -> None:
    assert (link, label) in found(text)


def test_a_street_without_an_ending_is_an_address_where_somebody_lives() -> None:
    assert ("Zilvermeeuw 58-2", "ADDRESS") in found("Zij kreeg de woning aan de Zilvermeeuw 58-2.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dat wist mw. v/d Berg allang.", "v/d Berg"),
        ("Toen belde dr. v.d. Sluis mij op.", "v.d. Sluis"),
        ("Dat is van der Sluis geweest.", "van der Sluis"),
        ("Dat zei Van der Meer ook.", "Van der Meer"),
        ("Dat zei mevrouw van der Meer ook.", "van der Meer"),
        ("Mevrouw A huilde de hele avond.", "A"),
        ("Het was jonkheer Van Lynden die tekende.", "jonkheer Van Lynden"),
        ("Ze heet Ottoline van Lynden.", "Ottoline van Lynden"),
        ("Ik zag Jelle van Weert. Van Weert zag mij ook.", "Van Weert"),
    ],
)
def test_little_words_letters_and_ranks_belong_to_the_name(text: str, name: str) -> None:
    assert (name, "PERSON") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "De kweek liet E. Coli zien en verder niets.",
        "Zkh",
        "De Haven",
        "Utrechts",
        "Wij gaven een Red Bull en een Kit Kat.",
        "Hij kreeg Olanzapine van de arts.",
    ],
)
def test_species_headings_adjectives_and_things_are_no_names(text: str) -> None:
    assert found(text) == set()


def test_a_form_of_address_or_a_month_ends_the_name_before_it() -> None:
    assert found("On Friday 9 January Mrs Van der Merwe fell.", "en") == {
        ("9 January", "DATE"),
        ("Van der Merwe", "PERSON"),
    }
