"""What pages about cards say: where a card is, what the lint found, what a reader is asked."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.staff.permissions import Role
from reporting.learning.card_lint import Finding, Why
from reporting.learning.card_versions import VersionState
from reporting.learning.cards import BoardCard

LIFE: Final[Mapping[str, tuple[LazyString, str]]] = {
    "waiting": (_("wordt nagekeken"), "grey"),
    "soon": (_("akkoord"), "teal"),
    "proposed": (_("voorgesteld"), "blue"),
    "picked": (_("gekozen"), "purple"),
    "planned": (_("gepland"), "yellow"),
    "discussed": (_("besproken"), "green"),
    "harvested": (_("geoogst"), "teal"),
    "withdrawn": (_("ingetrokken"), "red"),
}
"""Where a card is, as its tag says it: a proposal, agreed on (twice), in use (thrice), and at its
end (twice)."""
VERSION: Final[Mapping[VersionState | str, tuple[LazyString, str]]] = {
    "draft": (_("voorstel"), "grey"),
    "edited": (_("bewerkt"), "blue"),
    "submitted": (_("wacht op een tweede lezer"), "yellow"),
    "returned": (_("terug naar de schrijver"), "orange"),
    "approved": (_("akkoord"), "green"),
    "replaced": (_("vervangen"), "grey"),
    "withdrawn": (_("ingetrokken"), "red"),
}
FOUND: Final[Mapping[Why, LazyString]] = {
    "empty": _("Vul dit in."),
    "too_long": _("Maak deze tekst korter."),
    "identifies": _("Dit kan iemand aanwijzen. Haal het weg:"),
    "place": _("Dit wijst een plaats, organisatie of afdeling aan. Haal het weg:"),
    "number": _("Zet een woord als ‘enkele’ in plaats van een getal:"),
    "gender": _("Dit zegt of het een man of een vrouw is. Kies een ander woord:"),
    "blame": _("Dit klinkt als verwijt. Schrijf wat er gebeurde, niet wie iets naliet."),
    "borrowed": _("Dit staat net zo in een melding. Schrijf het anders:"),
    "rare": _("Kijk of dit maar over één persoon of plek kan gaan."),
    "title_long": _("De titel heeft meer dan 8 woorden."),
    "story_short": _("Het verhaal is te kort. Schrijf minstens 120 woorden. Nu:"),
    "story_long": _("Het verhaal is te lang. Schrijf hoogstens 180 woorden. Nu:"),
    "not_you": _("Vertel het verhaal aan de lezer, met ‘je’ (Engels: ‘you’)."),
    "past": _("Vertel het alsof het nu gebeurt. Dit is verleden tijd:"),
    "maybe_gender": _("Kijk of dit zegt of het een man of een vrouw is:"),
    "question_mark": _("Dit is een vraag; zet er een vraagteken achter."),
    "question_long": _("Deze vraag heeft meer dan 20 woorden:"),
    "no_i": _("Een leervraag gaat over jezelf: gebruik ‘ik’ (Engels: ‘I’):"),
    "three_questions": _("Schrijf drie leervragen, elk op een eigen regel."),
}
TRIAL_WORDS: Final[Mapping[str, LazyString]] = {
    "who": _("Kan iemand bij de koffieautomaat zeggen over wie dit gaat?"),
    "where": _("Kan iemand zeggen waar of wanneer dit was?"),
    "only_one": _("Staat er iets in dat maar één persoon of één team gedaan kan hebben?"),
    "blame": _("Wordt iemand in dit verhaal iets verweten?"),
    "own_unit": _("Werk je zelf op een afdeling waar dit vooral over gaat?"),
}
ROLE_NAMES: Final[Mapping[str, LazyString]] = {
    Role.ANALIST: _("analist"),
    Role.FACILITATOR: _("intervisiebegeleider"),
    Role.SAFETY_HR: _("veiligheid en HR"),
    Role.OVERSEER: _("OR-toezichthouder"),
    Role.ADMINISTRATOR: _("beheerder"),
}


def life_of(hung: BoardCard, month: str) -> str:
    """Where a card is, as in `LIFE`."""
    if hung.review == "withdrawn":
        return "withdrawn"
    if hung.status != "proposed":
        return hung.status
    if hung.review == "waiting":
        return "waiting"
    return "proposed" if hung.is_ready(month) else "soon"


def said(finding: Finding) -> str:
    """A finding in one sentence, with the words that it is about."""
    words = ", ".join(f"‘{word}’" for word in finding.words)
    return f"{FOUND[finding.why]} {words}".strip()
