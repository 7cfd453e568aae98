"""Employers, hospitals, schools, firms, clubs: by a kind before the name or a form after it."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import WORD
from reporting.masking.dictionaries.folding import fold
from reporting.masking.dictionaries.loading import (
    load_list,
    phrases_by_first,
    vocabulary,
)
from reporting.masking.finders.openers import after_opener
from reporting.masking.finders.written_firms import find_written_firms
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, START, UPPER, Text

KINDS: Final = (
    r"basisschool|school|obs|cbs|rkbs|pcbs|bs|kdv|bso|ikc|kbs|college|scholengemeenschap|lyceum|"
    r"gymnasium|mavo|roc|hogeschool|universiteit|ziekenhuis|kliniek|verpleeghuis|verzorgingshuis|"
    r"zorgcentrum|zorginstelling|zorggroep|woonzorgcentrum|verzorgingstehuis|hospice|ggz|ggd|"
    r"gemeente|provincie|waterschap|stichting|vereniging|stg\.|firma|fa\.|gebr\.|gebroeders|bedrijf|bakkerij|"
    r"slagerij|rederij|drukkerij|"
    r"thuiszorg|hotel|restaurant|café|cafe|garage|autobedrijf|apotheek|kinderopvang|"
    r"kinderdagverblijf|crèche|peuterspeelzaal|buurtzorg|huisartsenpraktijk|tandartspraktijk|"
    r"praktijk|maatschap|incassobureau|bureau|"
    r"advocatenkantoor|notariskantoor|accountantskantoor|uitzendbureau|transportbedrijf|"
    r"bouwbedrijf|aannemersbedrijf|schildersbedrijf|schoonmaakbedrijf|installatiebedrijf|"
    r"loonbedrijf|loodgietersbedrijf|hoveniersbedrijf|recycling|"
    r"kwekerij|boerderij|zorgboerderij|manege|zuivelfabriek|fabriek|koekfabriek|meubelfabriek|"
    r"staalfabriek|papierfabriek|supermarkt|winkel|slachthuis|slachterij|wasserij|camping|"
    r"vakantiepark|zwembad|sportclub|voetbalclub|vv|sv|fc|tc|hockeyclub|"
    r"woningcorporatie|woningstichting|woningbouwvereniging|bibliotheek|museum|theater|"
    r"veiligheidsregio|regio|omgevingsdienst|bank|verzekeraar|kringloop|stadsvervoer|taxi|"
    r"taxibedrijf|koeriersbedrijf|"
    r"kerk|moskee|parochie|krant|kwartier|kamp|azc|penitentiaire inrichting|pi|jeugdzorg|pleegzorg|"
    r"welzijn|wijkcentrum|buurthuis|vervoerder|leverancier|klant|werkgever|transporteur|"
    r"onderaannemer|mondzorg|fysiotherapie|tandartsen|huisartsen|dierenkliniek|dierenartsenpraktijk|"
    r"kapsalon|brouwerij|kaasmakerij|drukkerij|veiling|jeugdhuis|zorgvilla|v\.v\.|s\.v\.|snackbar|eetcafé|pizzeria|brasserie|bouwmarkt|tuincentrum|sportschool|muziekschool|"
    r"zorgboerderij|timmerfabriek|constructiebedrijf|scheepswerf|veehouderij|jachthaven|schouwburg"
)
KIND_FIRST: Final = re.compile(
    rf"(?<![\w-])(?i:{KINDS}) (?:[\"'“‘](?=[A-ZÀ-Þ]))?(?P<name>(?:"
    rf"(?:aan de|aan den|aan het|op den|op de|[Dd]e|[Hh]et|'t|[Ss]int|"
    rf"[Ss]t\.?|[Vv]an(?: de[rn]?)?) )?[A-ZÀ-Þ][\w'’&-]*(?: (?:&|en|and|van|de|der|het|of|aan|op|"
    rf"[A-ZÀ-Þ][\w'’&-]*|[A-ZÀ-Þ]\.[A-Z]\.?)){{0,4}}(?: ['’]\d\d)?)"
)
NOT_PART: Final = frozenset(
    {
        "apotheek",
        "klant",
        "leverancier",
        "werkgever",
        "regio",
        "vervoerder",
        "transporteur",
        "onderaannemer",
        "school",
        "winkel",
        "bedrijf",
        "krant",
        "bank",
        "bureau",
    }
)
"""Kinds that are not themselves part of the name."""
DANGLING: Final = re.compile(r"(?: (?:&|en|and|van|de|der|het|of|aan|op))+\Z")
FORMS: Final = (
    r"B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|Ltd|Limited|PLC|plc|LLP|Inc|GmbH|Groep|Group|Holding|Holdings|"
    r"Hospital|Infirmary|College|School|Primary|Academy|High|Grammar|"
    r"University|Trust|Care|Insurance|Bank|Logistics|Logistiek|Transport|Bouw|Techniek|Zorg|"
    r"Groothandel|Koeriers|Trading|Services|Solutions|Systems|Consultancy|Consulting|Bakery|Foods|"
    r"Farm|Farms|Hotel|Inn|"
    r"Club|Church|Council|Travel|Processing|Engineering|Construction|Homes|Nursery|Surgery|"
    r"Practice|Centre|Center|Foundation|Association|Society|Union|Institute|Museum|Theatre|Hub|"
    r"Regional|Airways|Airlines|Railway|Railways|"
    r"Couriers|Haulage|Freight|Shipping|Ferries|Ferry|Motors|Garage|Stores|Supermarket|Pharmacy|"
    r"Charity|Courier|Gazette|Echo|Herald|Times|Post|Media|Agency|Partners|Associates|Brothers|"
    r"Sons|Industries|Manufacturing|Steel|Plastics|"
    r"Ziekenhuis|Onderwijs|Kinderopvang|Thuiszorg|Verzekeringen|Advocaten|Accountants|Makelaars|"
    r"Installaties|Metaal|Staal|Vastgoed|Recycling|Catering|Facilitair|Schoonmaak|Beveiliging|"
    r"Uitzendbureau|Media|Software|Automatisering|Lodge|Court|House|Hospice|Manor|Abbey|Commission|Tribunal|Authority|Federation|Ministry|"
    r"Unie|Lyceum|Gymnasium|Instituut|Fonds|Kliniek|Apotheek|Bibliotheek|Schouwburg|Mondzorg|"
    r"Rovers|United|Wanderers|Albion|FC|"
    r"Pictures|Productions|Studios|Films|Records|Publishing|Press|Interiors|Landscapes|Caravans|"
    r"Discount|Kitchens|Windows|Joinery|Roofing|Scaffolding|Coatings|Leisure|Fitness|Dental|Vets|"
    r"Opticians|Brewery|Distillery|Lettings|Properties|Cleaning|Recruitment|Staffing|Laundry|"
    r"Chemicals|Packaging|Printers|Textiles|Timber|Aggregates|Quarries|Telecom|Laboratories|"
    r"Pharma|Aerospace|Offshore|Fisheries|Growers|Nurseries|Butchers|Bakers|Caterers|"
    r"Constabulary|Prison|Barracks|Directorate|Prosecutor|Corps|Dairy|Dairies|Orchards|Mills|"
    r"Zuivel|Vlees|Vervoer|Taxi|Bedrijven|Werken|Diensten|Producties|Uitgeverij|Drukkers|Bloemen|"
    r"Kaas|Hoveniers|Schilders|Loodgieters|Notarissen|Personeel|Verhuur|Verhuizingen|Pluimvee|"
    r"[A-Z]\w{2,}(?:verzorging|techniek|werken|reiniging|installaties|onderhoud|montage|transport|advies)|"
    r"Chamber of (?:Trade|Commerce)|Police Service|Ambulance Service|Fire Service"
)
TRADING: Final = re.compile(
    r"\w{3}(?:verzorging|techniek|werken|reiniging|installaties|onderhoud|montage|transport|advies)\Z"
)
FORM_LAST: Final = re.compile(
    r"(?<![\w-])(?:(?!\w*\d)[A-ZÀ-Þ][\w'’&-]*"
    r"(?: |, (?=[\w'’-]{1,40} & |Ltd|LLP|Inc|PLC|plc|Limited))"
    r"(?:(?:&|en|and|of|de|the) )?){1,4}"
    rf"(?:{FORMS})(?![\w-])"
    r"(?: (?:BV|B\.V\.|NV|Ltd|plc|FC|(?:of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)?))?"
)
FORM_WORDS: Final = frozenset(re.findall(r"[a-z]+", FORMS.lower())) | {
    "b",
    "n",
    "v",
    "bv",
    "nv",
    "vof",
}
KIND_WORDS: Final = frozenset(fold(kind.split(" ")[0].rstrip(".\\")) for kind in KINDS.split("|"))
ONE_WORD: Final = re.compile(
    r".{3,}(?:college|ziekenhuis|school|lyceum|gymnasium|groep|zorg|huis|hof|oord|stede|state|"
    r"horst|berg|burg|bouw|bank|fabriek|kliniek|centrum|stichting|transport|logistics|techniek|"
    r"tech|care|ware|soft)\Z"
)
SMALL_KIND: Final = re.compile(
    r"(?<![\w'’-])(?:[A-ZÀ-Þ][\w-]+ ){1,3}(?:ziekenhuis|kinderziekenhuis|kliniek|hospitaal|"
    r"gasthuis|huisarts(?:en)?praktijk|huisartsenpost|tandartspraktijk|verpleeghuis|college|lyceum|"
    r"scholengemeenschap|bibliotheek|huisartsen|apotheek|hospital|infirmary|surgery)(?![\w-])"
)
"""`Compas huisartsenpraktijk`: the name first, the kind in small letters."""
SMALL_KINDS: Final = frozenset(re.findall(r"[a-z]{6,}", SMALL_KIND.pattern)) | {
    "huisartspraktijk",
    "huisartsenpraktijk",
}
AT_WORK: Final = vocabulary("organisations.at_work")


def find_organisations(text: Text) -> Iterator[Span]:
    """Kind and name, name and form, single telling words after `bij` and `at`."""
    if not KIND_WORDS.isdisjoint(text.vocabulary):
        yield from _kind_first(text)
    if not FORM_WORDS.isdisjoint(text.vocabulary) or any(map(TRADING.search, text.vocabulary)):
        yield from _several_words(text, FORM_LAST, sure=True)
    if not SMALL_KINDS.isdisjoint(text.vocabulary):
        yield from _several_words(text, SMALL_KIND, sure=False)
    yield from find_written_firms(text)
    yield from _known(text)
    yield from _single_words(text)


def _known(text: Text) -> Iterator[Span]:
    """Institutions that the list knows; abbreviations only in capitals."""
    phrases = phrases_by_first("institutions")
    for index, word in enumerate(text.folded):
        shape = text.shapes[index]
        if word not in phrases or not (shape & (CAPITAL | DIGIT) or word in APOSTROPHES):
            continue
        for phrase in phrases[word]:
            last = index + len(phrase) - 1
            if tuple(text.folded[index : last + 1]) == phrase and _is_written_out(
                text, index, last
            ):
                yield Span(text.starts[index], text.ends[last], "ORGANISATION", sure=True)
                break


def _is_written_out(text: Text, first: int, last: int) -> bool:
    """With a capital that the sentence did not give it; short ones in nothing but capitals."""
    if first < last:
        return bool(text.shapes[last] & (CAPITAL | DIGIT) or len(text.words[last]) > SHORT_WORD)
    short = len(text.words[first]) <= SHORT_WORD
    if short:
        return bool(text.shapes[first] & UPPER)
    return not (text.shapes[first] & START and text.flags[first] & WORD)


SHORT_WORD: Final = 4
APOSTROPHES: Final = frozenset({"'", "’"})


def _kind_first(text: Text) -> Iterator[Span]:
    for index, word in enumerate(text.folded):
        match = KIND_FIRST.match(text.raw, text.starts[index]) if word in KIND_WORDS else None
        if match:
            start = match.start("name") if word in NOT_PART else text.starts[_led(text, index)]
            end = match.end() - len(_dangling(match.group()))
            yield Span(start, end, "ORGANISATION", sure=True)


def _led(text: Text, index: int) -> int:
    """The first token of `Academisch Ziekenhuis Utrecht`: an adjective with a capital before it."""
    led = text.lower(index - 1) in ADJECTIVES and text.shape(index - 1) & CAPITAL
    return index - 1 if led else index


PUBLIC: Final = vocabulary("organisations.public")
ADJECTIVES: Final = vocabulary("organisations.adjectives")


def _several_words(text: Text, pattern: re.Pattern[str], *, sure: bool) -> Iterator[Span]:
    for match in pattern.finditer(text.raw):
        start = after_opener(text, match.start())
        if " " not in text.raw[start : match.end()]:
            start = _with_opener(match)
        if start < match.end() and not _is_public(match.group()):
            yield Span(start, match.end(), "ORGANISATION", sure)


def _is_public(wording: str) -> bool:
    """`National Insurance`, `Palliative Care`: what is called so everywhere."""
    return all(word in PUBLIC for word in fold(wording).split()[:-1])


def _with_opener(match: re.Match[str]) -> int:
    """Where a firm starts whose first word could open a sentence: `Argus Beveiliging zegt`.

    The capital of the second word says that both are a name, unless the first is a little word.
    """
    first, *rest = match.group().split(" ")
    little = fold(first) in load_list("function_words") or len(rest) > 1
    return match.end() if little else match.start()


def _dangling(wording: str) -> str:
    match = DANGLING.search(wording)
    return match.group() if match else ""


def _single_words(text: Text) -> Iterator[Span]:
    for index, word in enumerate(text.folded):
        shape = text.shapes[index]
        if not shape & CAPITAL or shape & START or text.flags[index] & WORD:
            continue
        if ONE_WORD.match(word) and text.lower(index - 1) in AT_WORK:
            yield Span(text.starts[index], text.ends[index], "ORGANISATION", sure=False)
