"""What a facilitator is told when something cannot be done: one sentence for each domain error."""

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.errors import Answer
from app.shared.pages import page
from app.staff.harvest_words import HARVEST_GONE, HARVEST_PROBLEMS
from app.staff.running_words import RUNNING_PROBLEMS
from reporting.errors import ReportingError
from reporting.learning import errors
from reporting.learning import planning_errors as planning

PROBLEMS: Final[Mapping[type[ReportingError], LazyString]] = {
    errors.CardAlreadyPicked: _(
        "Een andere groep koos deze kaart net eerder. Kies een andere kaart."
    ),
    errors.UnknownCard: _("Deze kaart hangt niet meer op het bord. Misschien is hij vervangen."),
    errors.CardNotPicked: _("Deze groep koos deze kaart nog niet. Kies hem eerst."),
    errors.CardInUse: _("Er is een bijeenkomst met deze kaart. Zeg die eerst af."),
    errors.CardNotReady: _("Deze kaart is nog niet vrij. Eerst kijken twee mensen hem na."),
    errors.CardNotForGroup: _("Deze kaart is voor een groep uit meerdere afdelingen."),
    errors.CardWithdrawn: _("Deze kaart is ingetrokken. Kies een andere, of een eigen casus."),
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
    planning.LineInGroup: _(
        "%(leader)s leidt de afdeling van %(member)s. Zet een van beiden in een andere groep."
    ),
    planning.GuideInLine: _(
        "De begeleider en %(member)s staan in dezelfde lijn: de een leidt de afdeling van de "
        "ander. Kies een andere begeleider, of zet %(member)s in een andere groep."
    ),
    planning.ContractTextMissing: _("Vul elke afspraak in."),
    planning.ContractTextTooLong: _("Een afspraak is te lang. Houd het bij 600 tekens."),
    planning.UnknownContract: _("Deze groep heeft nog geen contract. Vul het eerst in."),
    planning.ContractChanged: _(
        "Deze code hoort niet bij de tekst die nu bewaard is. Typ hem over van het papier. "
        "Klopt hij dan nog niet? Druk het contract opnieuw af en teken opnieuw."
    ),
    planning.SignedInFuture: _("Kies de dag waarop is getekend: vandaag of eerder."),
    planning.NobodyForOrganisation: _("Vul in wie er voor de organisatie tekende."),
    planning.TrainingUnclear: _("Vul de naam van de training in, en een dag: vandaag of eerder."),
    planning.TrainingTooShort: _("De training geldt tot een dag na de training zelf."),
    planning.NoGuide: _("Kies een begeleider uit de lijst."),
    planning.MeetingChanged: _("Iemand anders veranderde deze bijeenkomst net. Kijk opnieuw."),
    planning.AbsentStranger: _(
        "Alleen wie in de groep zit, kan afwezig zijn. Laad de pagina opnieuw."
    ),
    planning.MinutesOutOfRange: _("Een bijeenkomst duurt 30 tot 240 minuten."),
    planning.SeriesOutOfRange: _(
        "Een reeks heeft 2 tot 20 bijeenkomsten, met 1 tot 26 weken ertussen."
    ),
    planning.SkippedDaysUnclear: _(
        "Schrijf elke dag als 2026-12-24, of een periode als 2026-12-24 t/m 2027-01-03."
    ),
    planning.NoDaysLeft: _("Er blijft geen dag over. Kies een andere begindag of sla minder over."),
    planning.AddressUnclear: _("Schrijf op elke regel één e-mailadres, zoals naam@voorbeeld.nl."),
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
    **RUNNING_PROBLEMS,
    **HARVEST_PROBLEMS,
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
    planning.LineInGroup: "member-1",
    planning.GuideInLine: "facilitator",
    planning.ContractChanged: "code",
    planning.SignedInFuture: "on",
    planning.NobodyForOrganisation: "organisation_name",
    planning.TrainingUnclear: "name",
    planning.TrainingTooShort: "until",
    planning.NoGuide: "guide",
    planning.MinutesOutOfRange: "minutes",
    planning.SeriesOutOfRange: "times",
    planning.SkippedDaysUnclear: "skip",
    planning.NoDaysLeft: "day",
    planning.AddressUnclear: "addresses",
    errors.MeetingInThePast: "day",
    errors.MeetingAtThatTime: "day",
    errors.CardNotPicked: "card",
    errors.CardWithdrawn: "card",
    errors.UnknownMethod: "method",
    errors.MethodTooEarly: "method",
    errors.SameTheme: "other",
}
"""The field of a form that a domain error is about."""
GONE: Final = (
    *(
        errors.UnknownCard,
        errors.UnknownGroup,
        errors.UnknownMeeting,
        planning.UnknownContract,
    ),
    *(errors.UnknownTheme, errors.UnknownWish),
    *HARVEST_GONE,
)
"""Errors that say that an address leads nowhere."""


def problem_words(problem: errors.LearningError) -> LazyString:
    """The sentence for a domain error."""
    return PROBLEMS[type(problem)] % problem.facts() if problem.facts() else PROBLEMS[type(problem)]


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
