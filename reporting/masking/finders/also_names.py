"""Names that are something else as well: `Jan` a month, `Ben` a verb, `Bakker` a trade."""

from typing import Final

from reporting.masking.dictionaries.flags import SURNAME
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.vocabulary import HUMAN_VERBS, OBJECT_VERBS, PERSON_VERBS
from reporting.masking.tokens import CAPITAL, DIGIT, START, Text

MOSTLY: Final = vocabulary("also_names.mostly")
"""With a capital inside a sentence nearly always somebody."""
AT_TIMES: Final = vocabulary("also_names.at_times")
"""Somebody only beside what says so: `met Frans`, but `in het Frans`."""
LEADS: Final = OBJECT_VERBS | HUMAN_VERBS | vocabulary("also_names.leads")
ALSO_OF_THINGS: Final = vocabulary("also_names.also_of_things")
"""What things do too: `Post kwam te laat`, `Winter came early`."""


def is_also_name(text: Text, index: int) -> bool:
    """Whether a word that mostly identifies nobody is somebody here."""
    word = text.folded[index]
    if word not in MOSTLY and word not in AT_TIMES:
        return False
    if not text.shapes[index] & CAPITAL or _is_of_a_date(text, index):
        return False
    acts = text.lower(index + 1) in (PERSON_VERBS if word in MOSTLY else HUMAN_VERBS)
    if acts or text.shapes[index] & START:
        return acts
    lead = text.lower(index - 1)
    return word in MOSTLY or lead in LEADS or lead in load_list("person_words")


def _is_of_a_date(text: Text, index: int) -> bool:
    """`12 Jan`, `Jan. 2024`: a figure before or after it."""
    after = index + 2 if text.lower(index + 1) == "." else index + 1
    return bool((text.shape(index - 1) | text.shape(after)) & DIGIT)


def speaks(text: Text, index: int) -> bool:
    """`Bakker zei dat`: a common family name that is a word, before what only people do.

    No article stands before it, so in good Dutch or English it can be no thing.
    """
    common = text.flags[index] & SURNAME and text.folded[index] in load_list("surnames")
    return bool(common) and text.lower(index + 1) in HUMAN_VERBS - ALSO_OF_THINGS
