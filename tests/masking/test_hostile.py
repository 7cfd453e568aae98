import time

import pytest

from reporting.masking.mask import mask

LENGTH = 100_000
SECONDS = 3  # one on a quiet machine; a finder that is not linear takes minutes
PATTERNS = {
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "digits and hyphens": "1-",
    "spaced digits": "0 6 ",
    "names": "Jan ",
    "little words": "van ",
    "capital words": "Aa ",
    "initials": "J. ",
    "brackets": "(",
    "handles": "@a.",
    "links": "http://",
    "underscores": "a_",
    "hyphens": "a-",
    "dotted numbers": "12.34.56.78 ",
    "half an account": "NL91ABNA ",
    "rooms": "kamer ",
    "placeholders": "[naam 1]",
    "ages": "is 3 ",
    "only": "de enige ",
    "lists": "nummers 1403, 1430, ",
    "cues": "personeelsnummer bij ",
    "ages in letters": "ze is tachtig ",
    "functions": ", manager, ",
    "small plates": "auto ab 12 cd ",
    "sections": "Jan van de ",
    "shapes": "a-1.b_2/",
    "introductions": "My Name Is Aa ",
    "known": "known a-a ",
    "going on": "ze is ziek en is 76. ",
    "letters in brackets": "Stichting Aa Bb (AB) ",
    "years": "born in 1950, 1951, ",
    "initials in capitals": "A. BBB ",
    "functions of many words": "the money duty reporting ",
    "firms": "Aa, Bb, Cc ",
    "small leads": "v/d ",
    "names that are words": "roos kan ",
    "logins": "gewist door ",
    "colons": "aangifte ligt er: 1, ",
    "half small plates": "AB12 ",
    "rooms by their use": "kleedkamer ",
    "blanks": " ",
    "lines": "Aa\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PATTERNS)
def test_a_hostile_text_of_100_000_signs_is_masked_at_once(name: str) -> None:
    pattern = PATTERNS[name]
    text = pattern * (LENGTH // len(pattern))
    mask("Jan")
    started = time.process_time()
    mask(text)
    assert time.process_time() - started < SECONDS


def test_twice_as_long_takes_about_twice_as_long() -> None:
    def seconds(repeats: int) -> float:
        text = "Jan Jansen belde 06-12345678 op 4-6 in Zwolle, kamer 6. " * repeats
        started = time.process_time()
        mask(text)
        return time.process_time() - started

    seconds(10)
    assert seconds(200) < 8 * seconds(50) + 0.05
