"""What a visitor is told when something goes wrong: one table, plain words, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Flask, Response
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.shared.pages import page
from reporting.errors import (
    AlteredLine,
    AlteredStrip,
    BadManifest,
    CannotOpen,
    ForeignStrip,
    InboxFull,
    MistypedReceipt,
    NoKeyForThisMonth,
    NoStripYet,
    NotAStrip,
    ReceiptInText,
    ReportingError,
    StoreUnavailable,
    StoryTooLong,
    StoryTooShort,
    UnknownCode,
    UnknownQuestion,
    UnknownReceipt,
)
from reporting.masking.errors import MaskingFailed, ModelSilent


@dataclass(frozen=True, slots=True)
class Answer:
    """A page in words: its status, its title, and what to do."""

    status: int
    title: LazyString
    sentences: tuple[LazyString, ...]


SORRY: Final = Answer(
    500,
    _("Dit lukt ons nu niet"),
    (_("Er ging iets mis aan onze kant."), _("Probeer het over een paar minuten nog eens.")),
)
BUSY: Final = Answer(
    503,
    _("Dit lukt nu even niet"),
    (_("We kunnen nu niets opslaan of opzoeken."), _("Probeer het over een minuut nog eens.")),
)
FULL: Final = Answer(
    503,
    _("Het is nu te druk"),
    (
        _("Er wachten nu te veel meldingen. Er is niets kwijt: alles staat nog op deze pagina."),
        _("Probeer het morgen nog eens. Schrijf je code nu al op."),
    ),
)
NOT_NOW: Final = Answer(
    503,
    _("We kunnen nu geen meldingen aannemen"),
    (_("De beheerder moet eerst iets instellen."), _("Er is niets bewaard. Probeer het later.")),
)
NOT_ON_THE_FORM: Final = Answer(
    400,
    _("Dit antwoord kennen we niet"),
    (
        _("Een van je antwoorden staat niet op ons formulier."),
        _("Ga terug naar het formulier en kies opnieuw."),
    ),
)
BY_ERROR: Final[Mapping[type[ReportingError], Answer]] = {
    UnknownReceipt: Answer(
        404,
        _("We vinden geen melding bij deze code"),
        (
            _("Kijk of je de goede code hebt, en typ hem nog eens."),
            _("Heb je de melding ingetrokken? Dan is ook de code weg."),
        ),
    ),
    MistypedReceipt: Answer(
        400,
        _("Deze code klopt niet"),
        (
            _("Er is een teken of woord vergeten, verkeerd getypt of verwisseld."),
            _("Kijk goed naar wat je opschreef. Typ de code nog eens."),
        ),
    ),
    NoStripYet: Answer(
        404,
        _("Er is nog geen bewijs bij deze code"),
        (
            _("Het bewijs is er zodra de postzak geleegd is. Kijk over een week nog eens."),
            _("Kijk ook of je de goede code hebt."),
        ),
    ),
    NotAStrip: Answer(
        400,
        _("Dit is geen bewijs, of er mist een stuk"),
        (
            _(
                "Kopieer alles, van de eerste tot en met de laatste streep. Plak één bewijs "
                "tegelijk."
            ),
        ),
    ),
    ForeignStrip: Answer(
        400,
        _("Dit bewijs is niet van deze organisatie"),
        (_("Er staat een handtekening onder die wij niet kennen. Het bewijs geldt hier niet."),),
    ),
    AlteredStrip: Answer(
        400,
        _("Dit bewijs klopt niet"),
        (
            _("Er is iets in veranderd, of er is een teken verkeerd overgetypt."),
            _("Zo geldt het niet. Typte je het over? Kijk dan elk teken na."),
        ),
    ),
    AlteredLine: Answer(
        400,
        _("De zin op dit bewijs klopt niet"),
        (
            _("Het bewijs zelf is echt. Maar de zin erop zette de houder er niet zo op."),
            _("Zo geldt het niet. Typte je het over? Kijk dan elk teken na."),
        ),
    ),
    ReceiptInText: Answer(
        400,
        _("Je code staat in je tekst"),
        (_("Haal de code uit je tekst. Anders kan een ander hem gebruiken."),),
    ),
    StoryTooShort: Answer(
        400, _("Je verhaal is te kort"), (_("Schrijf iets meer, dan kunnen we ervan leren."),)
    ),
    StoryTooLong: Answer(
        400, _("Je tekst is te lang"), (_("Maak je tekst korter en verstuur hem opnieuw."),)
    ),
    UnknownCode: NOT_ON_THE_FORM,
    UnknownQuestion: Answer(
        400,
        _("Deze vraag is er niet"),
        (_("Ga terug naar je melding en kijk welke vraag er staat."),),
    ),
    StoreUnavailable: BUSY,
    InboxFull: FULL,
    NoKeyForThisMonth: NOT_NOW,
    BadManifest: NOT_NOW,
    CannotOpen: SORRY,
    MaskingFailed: Answer(
        503,
        _("We konden je tekst niet nakijken"),
        (
            _("Daarom is er niets bewaard."),
            _("Haal bijzondere tekens uit je tekst en probeer het nog eens."),
        ),
    ),
    ModelSilent: Answer(
        503,
        _("We kunnen je tekst nu niet nakijken"),
        (
            _("Daarom is er niets bewaard."),
            _("Wacht een paar minuten en probeer het nog eens."),
        ),
    ),
}
BY_STATUS: Final[Mapping[int, Answer]] = {
    400: Answer(
        400,
        _("Dit formulier konden we niet lezen"),
        (_("Ga terug en probeer het nog eens. Er is niets verstuurd."),),
    ),
    403: Answer(
        403,
        _("Deze pagina kun je niet openen"),
        (
            _("Deze pagina is niet voor jou, of het formulier komt van een andere site."),
            _("Open onze eerste pagina in een nieuw venster en begin opnieuw."),
        ),
    ),
    404: Answer(
        404, _("Deze pagina is er niet"), (_("Kijk of het adres klopt, of begin opnieuw."),)
    ),
    405: Answer(405, _("Zo werkt deze pagina niet"), (_("Begin bij de eerste pagina."),)),
    413: Answer(
        413,
        _("Je tekst is te lang"),
        (
            _("Je stuurde meer dan we kunnen lezen. Er is niets verstuurd."),
            _("Ga terug, maak je tekst korter en probeer het nog eens."),
        ),
    ),
    415: Answer(
        415,
        _("Dit soort bericht lezen we niet"),
        (_("Gebruik het formulier op onze pagina. Bestanden nemen we niet aan."),),
    ),
    429: Answer(
        429,
        _("Het is nu druk"),
        (_("Er worden nu veel codes opgezocht. Wacht een minuut en probeer het nog eens."),),
    ),
    500: SORRY,
    503: BUSY,
}

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


def answer_to(problem: Exception) -> Answer:
    """What to say about an exception; the words never come from the exception itself."""
    if isinstance(problem, ReportingError):
        kinds = (BY_ERROR.get(kind) for kind in type(problem).__mro__)
        return next((answer for answer in kinds if answer is not None), SORRY)
    status = problem.code if isinstance(problem, HTTPException) else None
    return BY_STATUS.get(status or 500, SORRY)


def install_error_pages(app: Flask) -> None:
    """Answer every error of `app` with one plain page; log the class name only."""

    @app.errorhandler(Exception)
    def show(problem: Exception) -> Response:
        if isinstance(problem, HTTPException) and problem.code in REDIRECTS:
            return Response(status=problem.code, headers=dict(problem.get_headers()))
        answer = answer_to(problem)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            app.logger.error("answered %d after %s", answer.status, type(problem).__name__)
        shown = page("shared/answer.html", answer.status, answer=answer)
        if isinstance(problem, MethodNotAllowed) and problem.valid_methods:
            shown.headers["Allow"] = ", ".join(sorted(problem.valid_methods))
        if answer.status in {429, 503}:
            shown.headers["Retry-After"] = "60"
        return shown
