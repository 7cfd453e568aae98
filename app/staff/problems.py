"""What a facilitator is told when something cannot be done: one sentence for each domain error."""

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.errors import Answer
from app.shared.pages import page
from reporting.errors import ReportingError
from reporting.learning import errors

PROBLEMS: Final[Mapping[type[ReportingError], LazyString]] = {
    errors.CardAlreadyPicked: _(
        "Een andere groep koos deze kaart net eerder. Kies een andere kaart."
    ),
    errors.UnknownCard: _("Deze kaart hangt niet meer op het bord. Misschien is hij vervangen."),
    errors.CardNotPicked: _("Deze groep koos deze kaart nog niet. Kies hem eerst."),
    errors.CardInUse: _("Er is een bijeenkomst met deze kaart. Zeg die eerst af."),
    errors.CardNotReady: _("Deze kaart is nog niet vrij. Eerst kijken twee mensen hem na."),
    errors.CardNotForGroup: _("Deze kaart is voor een groep uit meerdere afdelingen."),
    errors.CardChanged: _("Een ander veranderde deze kaart net. Laad de pagina opnieuw en kijk."),
    errors.CardNotSubmitted: _("Deze kaart wacht niet op een tweede lezer."),
    errors.SameReader: _("Jij las of schreef deze kaart al. Laat een ander kijken."),
    errors.ReaderTooNear: _("Laat iemand van een andere afdeling deze kaart lezen."),
    errors.NotTried: _(
        "Beantwoord elke vraag. Een kaart gaat pas verder als alle antwoorden nee zijn."
    ),
    errors.ReasonMissing: _("Zeg in een paar woorden waarom."),
    errors.UnreadableCard: _("Deze kaart is niet leesbaar. Laat de beheerder de analyse draaien."),
    errors.UnknownGroup: _("Deze groep bestaat niet."),
    errors.GroupNameTaken: _("Er is al een groep met deze naam. Kies een andere naam."),
    errors.GroupTooSmall: _(
        "Een groep heeft minstens 5 deelnemers. Zo kan iedereen vrijuit praten."
    ),
    errors.GroupTooLarge: _("Een groep heeft hoogstens 8 deelnemers. Zo komt iedereen aan bod."),
    errors.MemberTwice: _("Een deelnemer staat er twee keer in."),
    errors.NameMissing: _("Geef de groep en elke deelnemer een naam."),
    errors.TextTooLong: _("Een naam, afdeling of plaats is te lang. Maak hem korter."),
    errors.UnknownMeeting: _("Deze bijeenkomst bestaat niet."),
    errors.MeetingInThePast: _("Kies een dag en een tijd die nog komen."),
    errors.MeetingAtThatTime: _("Deze groep heeft op dat tijdstip al een bijeenkomst."),
    errors.MeetingNotBegun: _("Deze bijeenkomst is nog niet begonnen."),
    errors.MeetingClosed: _("Deze bijeenkomst is al geweest of vervallen."),
    errors.UnknownMethod: _("Kies een werkvorm uit de lijst."),
    errors.MethodTooEarly: _(
        "Deze werkvorm vraagt een groep die elkaar vaker zag. Kies een andere."
    ),
    errors.UnknownTheme: _("Dit thema staat niet in de laatste uitgave."),
    errors.UnknownWish: _("Deze wens bestaat niet."),
    errors.NotToBeTakenBack: _("Deze wens is al teruggedraaid, of er kwam een andere voor."),
    errors.SameTheme: _("Kies een ander thema dan dit."),
    errors.NothingToSplit: _("Dit thema is nu niet te splitsen: een deel zou te klein zijn."),
    errors.ThemeNameTooLong: _("Deze naam is te lang. Gebruik hoogstens 80 tekens."),
    errors.NameForNothing: _("Typ een naam van een paar woorden."),
    errors.NameWithMasked: _(
        "In deze naam staat iets dat naar een mens, een plaats of een afdeling kan wijzen. "
        "Haal dat weg."
    ),
    errors.NameNotNeutral: _("Deze naam oordeelt over iemand. Zeg wat er gebeurt."),
}

FIELDS: Final[Mapping[type[ReportingError], str]] = {
    errors.NameMissing: "name",
    errors.GroupNameTaken: "name",
    errors.GroupTooSmall: "member-1",
    errors.GroupTooLarge: "member-1",
    errors.MemberTwice: "member-1",
    errors.MeetingInThePast: "day",
    errors.MeetingAtThatTime: "day",
    errors.CardNotPicked: "card",
    errors.UnknownMethod: "method",
    errors.MethodTooEarly: "method",
    errors.SameTheme: "other",
}
"""The field of a form that a domain error is about."""
GONE: Final = (
    *(errors.UnknownCard, errors.UnknownGroup, errors.UnknownMeeting),
    *(errors.UnknownTheme, errors.UnknownWish),
)
"""Errors that say that an address leads nowhere."""


def problem_words(problem: errors.LearningError) -> LazyString:
    """The sentence for a domain error."""
    return PROBLEMS[type(problem)]


def problem_at(problem: errors.LearningError, usual: str) -> tuple[str, LazyString]:
    """The field to mend, `usual` when the error could be about several, and the sentence."""
    return FIELDS.get(type(problem), usual), problem_words(problem)


def problem_answer(problem: errors.LearningError) -> Answer:
    """The page for a domain error that no form on the page at hand can show."""
    if isinstance(problem, GONE):
        return Answer(404, _("Deze pagina is er niet"), (problem_words(problem),))
    return Answer(409, _("Dit kan nu niet"), (problem_words(problem), _("Er is niets veranderd.")))


def install_problem_pages(app: Flask) -> None:
    """Answer every domain error that a view lets through with one plain page."""

    @app.errorhandler(errors.LearningError)
    def show(problem: errors.LearningError) -> Response:
        answer = problem_answer(problem)
        return page("shared/answer.html", answer.status, answer=answer)
