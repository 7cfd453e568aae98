"""What stands before a number of somebody when more than a word says so."""

import re
from typing import Final

from reporting.masking.dictionaries.loading import vocabulary

WHOSE: Final = (
    r"personeels?|staf|dienst|medewerkers?|werknemers?|zaak|dossier|proces(?:verbaal)?|"
    r"cli[eë]nt(?:en)?|pati[eë]nt(?:en)?|klant(?:en)?|relatie|"
    r"leerling(?:en)?|student(?:en)?|lid|leden|lidmaatschaps?|pas|toegangspas|badge|bewoners?|"
    r"polis|verzekerden?|meldings?|melding|klacht|incident|ticket|"
    r"case|zorg|behandel|opname|afspraak|aangifte|bon|band|document|paspoort|rijbewijs|id|"
    r"identiteits?|kaart|kenmerk|ref|referentie|big|agb|"
    r"vergunning|verblijfs?|v-?|dagboek|mutatie|kluis|locker|sleutel|registratie|aanvraag|"
    r"sollicitatie|dossier|verzoek|aanhoudingsverzoek|bezwaar|certificaat|diploma|"
    r"staff|employee|payroll|clock(?: card)?|crew|collar|warrant|personnel|hospital|nhs|patient|"
    r"client|customer|member(?:ship)?|case|claim|complaint|"
    r"report|incident|booking|log|crime|passport|visa|licen[cs]e|driving licence|permit|badge|pass|"
    r"card|policy|student|pupil|service|file|reference|"
    r"unique|works?|security|tenancy|rent|account|application|enrolment|visitor|commit|tag|plot|"
    r"monsterboekje|monsterboek|seaman['’]s book|discharge book|studiekaart|collegekaart|"
    r"kaartje|naambordje|naamplaatje|lanyard|werkbon|ritnummer|rit|regist?ratie|prisoner|inmate|"
    r"gedetineerden?|offender|inschrijf|examen|kandidaat|kandidaats?|candidate|exam|tablet|portofoon|"
    r"call ?sign|roep|helm|helmet|zorgpas|donor|ov|verzuim|loon|payslip|loonstrook|stam|"
    r"ov-chipkaart|ov-kaart|"
    r"chipkaart|oyster|nmc|gmc|hcpc|gphc|vreemdelingen|brevet|arbeids|contract|studenten?|topdesk|"
    r"bsn|sofi|ziekenhuis|praktijk|apotheek|register|register entry|"
    r"relaties?|debiteuren?|crediteuren?|uitkerings?|burger|kassa|aanmeld|reserverings?|"
    r"boekings?|bezoekers?|verwijs|recept|monster|sample|specimen|buis|kind|ouder|gezins?|"
    r"(?:vim|mic|mip|fobo|datix)(?:-?melding)?"
)
SPELT_OUT: Final = re.compile(
    rf"(?<!\w)(?:{WHOSE})[ -]?(?:nummers?|numbers?|nrs?\.?|no\.?|code)"
    r"(?: [^\s.,;:!?]{1,20}){1,5} (?:is|was|luidt|are|zijn)\Z",
    re.IGNORECASE,
)
"""`personeelsnummer bij de vorige baas is`."""
BEING: Final = (" is", " was", " luidt", " are", " zijn")
WORN_THINGS: Final = tuple(sorted(vocabulary("identifiers.worn")))
ENDS: Final = (*BEING, *WORN_THINGS, "code")
KINDS: Final = ("nummer", "number", "nr", "code", " no")
WORN: Final = re.compile(
    rf"(?:number|nummer|code) (?:on|op|in) (?:my|his|her|their|mijn|zijn|haar|hun) "
    rf"(?:{'|'.join(WORN_THINGS)})(?: is| was)?\Z",
    re.IGNORECASE,
)
"""`number on my cap`."""
SIGNED: Final = re.compile(
    r"(?:bon(?:nen)?|formulier(?:en)?|staat|staten|forms?|sheets?|notes?) (?:met|with) "
    r"(?:de )?code\Z",
    re.IGNORECASE,
)
"""What somebody signs with a code of their own."""
BRACKETED: Final = re.compile(
    rf"(?<!\w)(?:{WHOSE}) (?:van|of|for|voor)(?: [^\s.,;:!?()]{{1,20}}){{1,3}} \($", re.IGNORECASE
)
"""`de zorgpas van mevrouw (`."""
LAST_DIGITS: Final = re.compile(
    r"(?:laatste|last|eerste|first) (?:\d|drie|vier|vijf|zes|three|four|five|six) "
    r"(?:cijfers|digits|nummers|numbers)(?: \w{2,8}){0,2}\Z",
    re.IGNORECASE,
)
"""`de laatste vier cijfers zijn`."""
BEFORE_COLON: Final = re.compile(
    r"(?<!\w)(?:aangifte|melding|klacht|dossier|zaak|polis|pas|personeelspas|werkpas(?:je)?|ticket|"
    r"complaint|crime report|police report|case|claim|file|licen[cs]e|passport)"
    r"(?: [^\s.,;:!?]{1,20}){1,4}: $|"
    r"\w{2,20}(?:nummer|nr|number) (?:van|of) (?:hem|haar|mij|mevrouw|meneer|him|her|me|\[(?:naam|"
    r"name) \d+\])[,:] $|(?<!\w)(?:work|werk|toegangs|personeels)?pas(?:je)?, (?=\Z)",
    re.IGNORECASE,
)
"""`aangifte ligt er: `, `bondsnummer van hem, `, `een werkpasje, `."""


def is_set_apart(lead: str) -> bool:
    """Before an opening bracket, a colon or a comma, with what is counted before that."""
    if lead.endswith(" ("):
        return BRACKETED.search(lead) is not None
    return lead.endswith((": ", ", ")) and BEFORE_COLON.search(lead) is not None


def is_spelt_out(lead: str) -> bool:
    """With words between the cue and the number; each pattern only where it can fit."""
    lead = lead.lower()
    if ("cijfers" in lead or "digits" in lead) and LAST_DIGITS.search(lead):
        return True
    if not lead.endswith(ENDS) or not any(kind in lead for kind in KINDS):
        return False
    return any(pattern.search(lead) for pattern in (WORN, SPELT_OUT, SIGNED))
