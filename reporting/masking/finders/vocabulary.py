"""Little words around names, in both languages."""

import re
from typing import Final

from reporting.masking.dictionaries.loading import vocabulary

INTERFIX: Final = vocabulary("interfix")
"""May stand in small letters inside a family name."""

PLACE_LEADS: Final = vocabulary("place_leads")
WORKPLACE_LEADS: Final = vocabulary("workplace_leads")
UNIT_LEADS: Final = vocabulary("unit_leads")

OBJECT_VERBS: Final = vocabulary("object_verbs")
"""Something that one does to a person: a capital after it is a name."""
PLACE_VERBS: Final = vocabulary("place_verbs")
"""Before `to`, a place follows."""
CLAUSE_LEADS: Final = vocabulary("clause_leads")

PERSON_VERBS: Final = vocabulary("person_verbs")

HUMAN_VERBS: Final = vocabulary("human_verbs")
"""What only people do."""

ROLE_ENDING: Final = re.compile(
    r".{3,}(?:leider|leidster|meester|arts|kundige|assistent|assistente|manager|medewerker|"
    r"medewerkster|directeur|chauffeur|monteur|"
    r"machinist|operator|begeleider|begeleidster|verzorgende|verpleger|agent|chef|hoofd|loog|loge|"
    r"therapeut|coordinator|adviseur|inspecteur|"
    r"beheerder|beambte|functionaris|docent|docente|leraar|lerares|coach|trainer|technicus|"
    r"bestuurder|rechter|officier|consulent|"
    r"planner|voorzitter|secretaris|secretaresse|wachter|bewaker|bezorger|koerier|schoonmaker|"
    r"inspector|officer|worker|engineer|driver|"
    r"nurse|keeper|master|maker|schipper|opzichter|voorman|baas|werker|werkster|wethouder|"
    r"begeleidend|bode|kok)\Z"
)

SUBSTANCE: Final = re.compile(
    r".{3,}(?:mectine?|cilline?|azole?|statine?|pril|olol|micine?|mycine?|zepam|zolam|zapine?|parine?|"
    r"caine?|profen|setron|sartan|gliptine?|floxacine?|cycline?|fosfaat|phosphate|chloride|"
    r"hydroxide|sulfaat|sulphate|nitraat|nitrate|glycol|formine?|tidine?|dipine?|mide|done?)\Z"
)
"""The ending says that it is a medicine or a chemical: `Olanzapine`."""
