"""What staff are told about lessons, actions and bulletins: words of codes, and what to mend."""

from collections.abc import Iterable, Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from reporting.errors import ReportingError
from reporting.learning import harvest_errors as errors
from reporting.learning.actions import OwnerNotPlain
from reporting.learning.plain_words import Flaw
from reporting.masking.errors import MaskingFailed

QUESTION_NAMES: Final[Mapping[str, LazyString]] = {
    "safe": _("Het was veilig"),
    "useful": _("Het was nuttig"),
    "turn": _("Ieder kwam aan bod"),
    "change": _("Ik ga iets anders doen"),
}
ACTION_STATUS: Final[Mapping[str, tuple[LazyString, str]]] = {
    "open": (_("open"), "blue"),
    "overdue": (_("te laat"), "orange"),
    "closed": (_("gedaan"), "green"),
    "refused": (_("kan niet"), "grey"),
}
LINK_NAMES: Final[Mapping[str, LazyString]] = {
    "themes": _("thema’s"),
    "cards": _("casuskaarten"),
    "picked": _("gekozen door een groep"),
    "planned": _("bijeenkomsten gepland"),
    "held": _("bijeenkomsten gehouden"),
    "lessons": _("lessen gedeeld"),
    "actions": _("verbeteracties gevraagd"),
    "open": _("nog open"),
    "overdue": _("daarvan te laat"),
    "closed": _("gedaan"),
    "refused": _("konden niet"),
    "bulletins": _("bulletins uitgegeven"),
}
ONE_LINK: Final[Mapping[str, LazyString]] = {
    **LINK_NAMES,
    "themes": _("thema"),
    "cards": _("casuskaart"),
    "planned": _("bijeenkomst gepland"),
    "held": _("bijeenkomst gehouden"),
    "lessons": _("les gedeeld"),
    "actions": _("verbeteractie gevraagd"),
    "refused": _("kon niet"),
    "bulletins": _("bulletin uitgegeven"),
}
FLAW_WORDS: Final[Mapping[str, LazyString]] = {
    "empty": _("Vul dit in."),
    "long": _("Maak deze tekst korter."),
    "sentences": _("Schrijf één zin."),
    "person": _("“%(word)s” kan iemand herkenbaar maken. Haal het weg."),
    "number": _("“%(word)s” is een getal. Schrijf liever “enkele” of “meer”."),
    "gender": _("“%(word)s” zegt of het een man of een vrouw is. Schrijf “een collega”."),
    "self": _("“%(word)s” gaat over één persoon. Schrijf “je” of “wij”."),
    "story": _("“%(word)s” vertelt wat er gebeurde. Schrijf alleen wat jullie leerden."),
    "quote": _("Herhaal niet wat iemand zei."),
    "blame": _("Dit wijst naar iemand. Schrijf wat helpt, niet wie iets deed."),
}
HARVEST_PROBLEMS: Final[Mapping[type[ReportingError], LazyString]] = {
    errors.NotHeldYet: _("Deze bijeenkomst is nog niet gehouden. Er valt nog niets te oogsten."),
    errors.WrongAttendance: _("Vul in hoeveel deelnemers er waren: 2 tot en met 9."),
    errors.TooManyAnswers: _("Er staan meer antwoorden dan er mensen waren. Tel ze nog eens."),
    errors.NotANumber: _("Vul een heel getal in."),
    errors.NotReleased: _("Deze les blijft bij de groep. We bewaren er niets van."),
    errors.NotAskedYet: _("Vraag de inbrenger of deze les naar buiten mag. Kies ja of nee."),
    errors.TooManyLessons: _("Drie lessen per bijeenkomst is genoeg. Kies de beste drie."),
    errors.UnknownLesson: _("Deze les is er niet meer. Misschien is hij teruggetrokken."),
    errors.UnknownAction: _("Deze verbeteractie bestaat niet."),
    errors.BadDueMonth: _("Kies een maand: deze maand of later."),
    errors.OutcomeMissing: _("Schrijf wat er veranderde, of waarom het niet kan."),
    errors.LaterTooEarly: _("Deze vraag stel je pas zes weken na de bijeenkomst."),
    errors.WrongLaterCount: _("Er kunnen niet meer mensen iets anders doen dan je vroeg."),
    errors.NotPlain: _("Deze tekst kan iemand herkenbaar maken. Verander hem."),
    OwnerNotPlain: _("Noem een rol, geen persoon."),
    errors.UnknownBulletin: _("Er is geen bulletin van deze maand."),
    errors.BadMonth: _("Een bulletin gaat over deze maand of een eerdere."),
    errors.BulletinIsPublished: _("Dit bulletin is al uitgegeven. Je kunt het verbeteren."),
    errors.BulletinChanged: _("Het bulletin is intussen veranderd. Lees het nog eens."),
    errors.SamePerson: _("Jij keurde dit al goed. Vraag iemand anders het uit te geven."),
    errors.BulletinEmpty: _("Schrijf een inleiding, en kies minstens een casus, les of actie."),
    errors.BulletinReasonMissing: _("Schrijf waarom het bulletin verandert of verdwijnt."),
    errors.ChoiceGone: _("Een les of actie is intussen teruggetrokken. Kies opnieuw."),
}
HARVEST_GONE: Final = (errors.UnknownLesson, errors.UnknownAction, errors.UnknownBulletin)
NOT_LOOKED_AT: Final = _("De tekst kon niet worden nagekeken. Er is niets bewaard.")


def told(problem: ReportingError) -> str:
    """What to do about a problem with a text that was typed, in one or more sentences."""
    if isinstance(problem, errors.NotPlain):
        owner = [str(HARVEST_PROBLEMS[OwnerNotPlain])] if isinstance(problem, OwnerNotPlain) else []
        return " ".join([*owner, *flaws_told(problem.flaws)])
    if isinstance(problem, MaskingFailed):
        return str(NOT_LOOKED_AT)
    return str(HARVEST_PROBLEMS[type(problem)])


def flaws_told(flaws: Iterable[Flaw]) -> list[str]:
    """What to mend in a text, a sentence for each flaw."""
    return [str(FLAW_WORDS[flaw.kind]) % {"word": flaw.wording} for flaw in flaws]
