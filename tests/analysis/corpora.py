"""Made-up reports for tests: subjects told in several ways, with stock sentences around them."""

from dataclasses import dataclass

SUBJECTS = {
    "wrong_label": {
        "nl": [
            "Op de verpakking zat het etiket van een andere klant.",
            "Twee dozen kregen per ongeluk dezelfde etiketten opgeplakt.",
            "Het etiket op de doos klopte niet met de pakbon.",
            "De printer gaf een oud etiket en dat heb ik opgeplakt.",
            "Bij het inpakken bleek het etiket van de vorige zending te zijn.",
        ],
        "en": [
            "The box carried the label of a different customer.",
            "Two parcels were given the same label by accident.",
            "The label on the box did not match the packing slip.",
            "The printer produced an old label and I stuck it on the parcel.",
            "While packing, the label turned out to belong to the previous shipment.",
        ],
    },
    "slippery_floor": {
        "nl": [
            "Na het dweilen was de vloer spekglad en ik gleed uit.",
            "Er lag water op de vloer van de gang en een bezoeker gleed uit.",
            "De gladde vloer bij de ingang was niet afgezet.",
            "Iemand gleed uit over een natte vloer in de keuken.",
            "Bij regen wordt de vloer van de hal glad, ik ging onderuit.",
        ],
        "en": [
            "After mopping the floor was very slippery and I slipped.",
            "There was water on the corridor floor and a visitor slipped.",
            "The slippery floor at the entrance had not been cordoned off.",
            "Somebody slipped on a wet floor in the kitchen.",
            "When it rains the floor of the hall gets slippery and I fell.",
        ],
    },
    "double_booking": {
        "nl": [
            "De vergaderzaal was dubbel geboekt en wij stonden op de gang.",
            "Twee afspraken stonden op dezelfde tijd in de agenda.",
            "In de agenda was de zaal al bezet door een andere groep.",
            "Door een dubbele boeking moest de bijeenkomst verhuizen.",
            "De agenda liet de zaal vrij zien, maar hij was al geboekt.",
        ],
        "en": [
            "The meeting room was booked twice and we stood in the corridor.",
            "Two appointments were in the calendar at the same time.",
            "According to the calendar the room was taken by another group.",
            "Because of a double booking the meeting had to move.",
            "The calendar showed the room as free, but it was booked.",
        ],
    },
}

STOCK = {
    "nl": ["Ik had die dag weinig rust gehad.", "We hebben er later nog over gepraat."],
    "en": ["I had had little rest that day.", "We talked it over later on."],
}

ONE_OFFS = {
    "nl": [
        "De koelkast in de kantine maakte een raar geluid.",
        "Een duif vloog door het open raam.",
    ],
    "en": ["The vending machine swallowed my coin.", "A balloon got stuck under the ceiling."],
}


@dataclass(frozen=True, slots=True)
class Told:
    id: str
    text: str
    language: str
    subject: str | None


def told_reports(*, with_stock: bool = False) -> list[Told]:
    """Thirty reports of three subjects and four that stand alone, Dutch and English."""
    found = [
        Told("", sentence, language, subject)
        for subject, texts in SUBJECTS.items()
        for language, sentences in texts.items()
        for sentence in sentences
    ]
    found += [
        Told("", text, language, None) for language, texts in ONE_OFFS.items() for text in texts
    ]
    return [
        Told(
            f"r{number:03d}", _around(one, number, with_stock=with_stock), one.language, one.subject
        )
        for number, one in enumerate(found)
    ]


def _around(one: Told, number: int, *, with_stock: bool) -> str:
    if not with_stock:
        return one.text
    return f"{one.text} {STOCK[one.language][number % 2]}"
