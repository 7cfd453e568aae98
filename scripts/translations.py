"""Bring the catalogues up to date: extract the Dutch sentences, merge, compile.

Usage: `python scripts/translations.py [DOMAIN …]` writes; with `--check` it only looks. It exits 1
when a sentence has no translation yet, or, with `--check`, when a file is not up to date. Dutch is
the source: its translation is the sentence itself. English is written by hand in the .po files.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "app/translations"
DOMAINS: Mapping[str, tuple[str, ...]] = {
    "intake": ("app/shared", "app/intake"),
    "staff": ("app/staff",),
}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_l": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
SOURCE = "nl"
LANGUAGES = (SOURCE, "en")
WIDTH = 100
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def extract(folders: tuple[str, ...]) -> Catalog:
    """All sentences of some folders, with the files they stand in."""
    template = Catalog(charset="utf-8")
    for folder in folders:
        found = extract_from_dir(
            ROOT / folder, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS
        )
        for name, _line, message, comments, context in sorted(found, key=lambda one: one[:2]):
            # File names without line numbers: a catalogue changes only when its words do.
            place = [(f"{folder}/{name}", 0)]
            template.add(message, None, place, auto_comments=comments, context=context)
    return template


def merged(domain: str, language: str, template: Catalog) -> Catalog:
    """The catalogue of a language, with new sentences added and old ones dropped."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"
    catalog = Catalog(locale=language, domain=domain, charset="utf-8", fuzzy=False)
    if path.is_file():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language, domain=domain, charset="utf-8")
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if language == SOURCE:
        for message in catalog:
            message.string = message.id or message.string
    return catalog


def files_of(domain: str) -> Iterator[tuple[Path, bytes]]:
    """What the .po and .mo files of a domain should hold."""
    template = extract(DOMAINS[domain])
    for language in LANGUAGES:
        catalog = merged(domain, language, deepcopy(template))
        folder = TRANSLATIONS / language / "LC_MESSAGES"
        yield folder / f"{domain}.po", written_po(catalog)
        yield folder / f"{domain}.mo", written_mo(catalog)


def written_po(catalog: Catalog) -> bytes:
    """The catalogue as text, without a header that changes from run to run."""
    text = BytesIO()
    write_po(text, catalog, width=WIDTH, omit_header=True, include_lineno=False, sort_output=True)
    lines = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=utf-8\\n"']
    lines += [f'"Language: {catalog.locale}\\n"', f'"Plural-Forms: {catalog.plural_forms}\\n"', ""]
    return "\n".join(lines).encode() + b"\n" + text.getvalue()


def written_mo(catalog: Catalog) -> bytes:
    """The catalogue as the pages read it; the same bytes for the same words."""
    lasting = Catalog(
        locale=catalog.locale,
        charset="utf-8",
        fuzzy=False,
        creation_date=NO_DATE,
        revision_date=NO_DATE,
    )
    for message in catalog:
        if message.id:
            lasting[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, lasting)
    return compiled.getvalue()


def untranslated(path: Path) -> int:
    """How many sentences of a .po file have no translation yet."""
    with path.open("rb") as file:
        return sum(1 for message in read_po(file) if message.id and not is_done(message.string))


def is_done(string: str | Sequence[str] | None) -> bool:
    """Whether a translation, or every form of it, is there."""
    return bool(string) and all(string or ())


def main(arguments: list[str]) -> int:
    """Write the catalogues, or with --check only say whether they are up to date."""
    only_check = "--check" in arguments
    wanted = [name for name in arguments if name in DOMAINS] or list(DOMAINS)
    left = 0
    for path, content in (pair for domain in wanted for pair in files_of(domain)):
        stale = not path.is_file() or path.read_bytes() != content
        if stale and not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        todo = untranslated(path) if path.suffix == ".po" and path.is_file() else 0
        left += todo + (stale and only_check)
        print(f"{path.relative_to(ROOT)}: {'stale' if stale else 'as it was'}, {todo} to do")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
