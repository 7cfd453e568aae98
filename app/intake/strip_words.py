"""What a strip proves and does not prove, in plain words: the same on paper and in a file."""

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class StripWords:
    title: str
    month: str
    """In words."""
    serial: str
    line: str
    """Of the holder; "" for none."""
    statement: str
    proves: tuple[str, ...]
    proves_not: tuple[str, ...]
    exceptions: str
    nobody_asks: str
    how_to_check: str


def strip_words(month: str, serial: str, line: str, organisation: str) -> StripWords:
    """The words around a strip, in the language of the request.

    Args:
        month: of filing, in words.
        serial: in groups.
        line: what the holder put on it.
        organisation: the name above every page.
    """
    return StripWords(
        title=_("Bewijs van melding"),
        month=month,
        serial=serial,
        line=line,
        statement=_(
            "In %(month)s is er een melding gedaan met Vrijuit, bij %(organisation)s.",
            month=month,
            organisation=organisation,
        ),
        proves=_proves(),
        proves_not=_proves_not(),
        exceptions=_(
            "Wie eerlijk meldt, krijgt daar geen straf voor. Die belofte geldt niet bij een "
            "misdrijf, bij opzet, bij grove roekeloosheid en bij acuut gevaar. Dit bewijs "
            "verandert daar niets aan."
        ),
        nobody_asks=_(
            "Met dit bewijs vindt niemand de melding terug. Ook de organisatie niet. Niemand mag "
            "je vragen om het te laten zien."
        ),
        how_to_check=_(
            "Klopt het? Plak alles tussen de twee strepen op de pagina “Klopt dit bewijs?” van "
            "Vrijuit. Of gebruik het programma: vrijuit verify-strip. Er wordt niets opgezocht en"
            " niets bewaard."
        ),
    )


def _proves() -> tuple[str, ...]:
    """What whoever sees a strip may believe."""
    return (
        _(
            "In deze maand kwam er een melding binnen. De organisatie zette er zelf haar "
            "digitale handtekening onder."
        ),
        _("Wie de code van die melding heeft, kan er een zin op zetten. Een ander kan dat niet."),
    )


def _proves_not() -> tuple[str, ...]:
    """What nobody may read into it."""
    return (
        _("Wat er in de melding staat, of dat het klopt."),
        _("Op welke dag de melding kwam. Dat weet niemand."),
        _("Dat de melding er nog is. Misschien is hij ingetrokken."),
        _("Dat de naam die erop staat echt is. De houder typte die zelf."),
    )
