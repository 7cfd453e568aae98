"""Little words around names, in both languages."""

import re
from typing import Final

INTERFIX: Final = frozenset(
    "van de der den het 't t ter ten te von vom zu zum da di du del della dos das do la le les el al ait ben bin ibn "
    "abu abou ould bint in op".split()
)
"""May stand in small letters inside a family name."""

PLACE_LEADS: Final = frozenset(
    "in te naar uit vanuit richting nabij near from to around through via omgeving buiten regio stad dorp plaats woonplaats".split()
)
WORKPLACE_LEADS: Final = frozenset("bij at for voor aan joined with by".split())
UNIT_LEADS: Final = frozenset("van op from in on bij at afdeling of".split())

PERSON_VERBS: Final = frozenset(
    "heeft had hebben is was werd wordt zei zegt zeggen vroeg vraagt kwam komt ging gaat deed doet kreeg krijgt gaf geeft liet laat wil "
    "wilde moet moest kan kon mag mocht zal zou vond vindt dacht denkt wist weet belde belt appte appt mailde mailt schreef schrijft riep roept "
    "zag ziet stond staat zat zit lag ligt liep loopt reed rijdt werkt werkte woont woonde heet heette nam neemt pakte pakt bleef blijft "
    "begon begint stuurde stuurt vertelde vertelt antwoordde reageerde reageert schrok schrikt viel valt brak lachte lacht huilde huilt en die "
    "draagt droeg rookt drinkt dronk sloeg slaat duwde duwt trok trekt gooide gooit legde legt zette zet haalde haalt bracht brengt hielp helpt "
    "kent kende hoort hoorde durft durfde hoeft weigerde weigert werkte meldde meldt tekende tekent noemt noemde probeerde probeert vergat "
    "has had is was were said says asked asks told tells came comes went goes did does got gets gave gives let lets wants wanted must can could may "
    "might will would should shall thought thinks knew knows rang rings called calls wrote writes shouted shouts saw sees stood stands sat sits "
    "lay lies walked walks drove drives works worked lives lived took takes left leaves stayed stays started starts sent sends replied replies "
    "fell falls broke breaks laughed laughs cried cries and who drank drinks hit hits pushed pushes pulled pulls threw throws put puts brought "
    "brings helped helps hears heard refused refuses signed signs reported reports tried tries forgot makes made keeps kept runs ran found finds "
    "doesn't didn't hasn't isn't wasn't can't couldn't won't wouldn't hadn't never always also just only already noticed hurt approved tips slipped".split()
)

ROLE_ENDING: Final = re.compile(
    r".{3,}(?:leider|leidster|meester|arts|kundige|assistent|assistente|manager|medewerker|medewerkster|directeur|chauffeur|monteur|"
    r"machinist|operator|begeleider|begeleidster|verzorgende|verpleger|agent|chef|hoofd|loog|loge|therapeut|coordinator|adviseur|inspecteur|"
    r"beheerder|beambte|functionaris|docent|docente|leraar|lerares|coach|trainer|technicus|bestuurder|rechter|officier|consulent|"
    r"planner|voorzitter|secretaris|secretaresse|wachter|bewaker|bezorger|koerier|schoonmaker|inspector|officer|worker|engineer|driver|"
    r"nurse|keeper|master|maker|schipper|opzichter|voorman|baas|werker|werkster|wethouder|begeleidend|bode|kok)\Z"
)
