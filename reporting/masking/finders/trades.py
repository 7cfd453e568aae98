"""Words that name somebody by what they do."""

import re
from typing import Final

from reporting.masking.dictionaries.loading import load_list, vocabulary

PERSON_ENDING: Final = re.compile(
    r".{2,}(?:er|ster|eur|euse|ist|iste|(?:t|d|rk)ant|(?:t|d|rk)ante|arts|kundige|(?:ag|ud|sid|ist|"
    r"oc|ul|fer|tend|ced|ic)ent|(?:ud|ist|oc|ul)ente|man|vrouw|aar|loog|oog|meester|hoofd|"
    r"assistent|leider|"
    r"graaf|baas|meester|kok|chef|agent|jurist|apotheker|tolk|piloot|dokter|chirurg|(?:[ts]|rv)or|"
    r"ian|nurse|clerk|vet|midwife|cook|guard|apprentice|lead|rep|physio|carer)\Z"
)
NOT_A_PERSON: Final = vocabulary("roles.not_a_person")
TRADES: Final = vocabulary("roles.trades")
"""Too short for `PERSON_ENDING`."""


def is_trade(word: str) -> bool:
    """Whether the folded word names somebody by what they do."""
    if word in TRADES:
        return True
    thing = word in NOT_A_PERSON or word in load_list("not_trades")
    return not thing and PERSON_ENDING.match(word) is not None
