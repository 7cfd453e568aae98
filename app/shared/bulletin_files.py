"""A bulletin as a file: on paper, as a mail to copy or send, and as rows for a spreadsheet.

None of them holds an address, a picture or a number of its own, so nobody can follow who reads it,
and the same bulletin gives the same bytes.
"""

import csv
import io
import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, Final

from openpyxl import Workbook

from app.shared.bulletin_html import bulletin_page
from app.shared.printing import print_pdf
from config.limits import LANGUAGES
from reporting.learning.bulletin import Bulletin, Published, pack_bulletin
from reporting.learning.bulletin_sheet import Sheet, StoryPart, WordsByLanguage, lay_out

WIDTH: Final = 72
"""Characters of a line of plain text; mail programs quote lines of this length without breaks."""
BOUNDARY: Final = "=_vrijuit_bulletin"
"""Between the parts of a mail; a random one would make each download another file."""
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""Signs at which a spreadsheet begins to compute."""
COLUMNS: Final = ("month", "version", "part", "text_nl", "text_en", "outcome_nl", "outcome_en")


def bulletin_text(sheet: Sheet) -> str:
    """A bulletin as plain text of short lines."""
    return "\n".join(_text_lines(sheet)).strip() + "\n"


def bulletin_mail(sheet: Sheet, organisation: str) -> bytes:
    """A bulletin as an unsent mail, text and HTML; whoever opens it chooses to whom it goes."""
    mail = EmailMessage(policy=SMTP.clone(max_line_length=78))
    mail["Subject"] = f"{sheet.title} – {organisation}" if organisation else sheet.title
    # Outlook opens a mail with this header as a draft; others leave it alone.
    mail["X-Unsent"] = "1"
    mail["Content-Language"] = sheet.language
    mail.set_content(bulletin_text(sheet), cte="quoted-printable")
    mail.add_alternative(bulletin_page(sheet, ""), subtype="html", cte="quoted-printable")
    mail.set_boundary(BOUNDARY)
    return mail.as_bytes()


def bulletin_pdf(sheet: Sheet, organisation: str) -> bytes:
    """A bulletin on paper."""
    data = {**asdict(sheet), "organisation": organisation}
    return print_pdf("shared/bulletin.typ", data, sheet.language)


def print_bulletin(
    bulletin: Bulletin, language: str, words: WordsByLanguage, organisation: str
) -> bytes:
    """A bulletin on paper, in one language."""
    return bulletin_pdf(lay_out(bulletin, language, words), organisation)


def bulletin_json(every: Sequence[Published]) -> bytes:
    """Bulletins for a program; who published them is not told."""
    rows = [
        {**json.loads(pack_bulletin(one.bulletin)), "published_on": one.published_on}
        for one in every
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()


def bulletin_csv(every: Sequence[Published]) -> bytes:
    """One line a text, as Dutch spreadsheet programs read it: a mark of UTF-8, and semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in _rows(every))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def bulletin_xlsx(every: Sequence[Published]) -> bytes:
    """The same as a workbook; every text is text, whatever it begins with."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Bulletin"
    sheet.append(COLUMNS)
    for row in _rows(every):
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "n" if isinstance(cell.value, int) else "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(every: Sequence[Published]) -> Iterator[list[Any]]:
    for one in every:
        found = one.bulletin
        start = [found.month, found.version]
        if any(found.reason.values()):
            part = "withdrawn" if found.withdrawn else "corrected"
            yield [*start, part, *_both(found.reason), "", ""]
        yield [*start, "intro", *_both(found.intro), "", ""]
        if found.story is not None:
            yield [*start, "story", *_both(found.story.story), *_both(found.story.decision)]
        for part in ("lessons", "changed", "refused"):
            for item in getattr(found, part):
                yield [*start, part, *_both(item.texts), *_both(item.outcome)]


def _both(texts: Any) -> list[str]:  # noqa: ANN401 - texts by language
    return [texts[language] for language in LANGUAGES]


def _harmless(cell: Any) -> Any:  # noqa: ANN401 - a text or a number
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def _text_lines(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.title.upper(), "")
    for opening in (sheet.notice, sheet.intro.text):
        yield from _paragraph(opening)
    if sheet.story is not None:
        yield from _story_lines(sheet.story)
    for section in sheet.sections:
        yield from (section.heading.upper(), "")
        for line in section.lines:
            yield from _wrapped(line.said.text, "- ")
            yield from _wrapped(line.after.text if line.after else "", "  ")
        yield ""
    for closing in (sheet.reports, sheet.thanks, sheet.promise):
        yield from _paragraph(closing)


def _story_lines(story: StoryPart) -> Iterator[str]:
    yield from (story.heading.upper(), "")
    parts = (story.title.text, story.story.text, story.decision.text, story.talk)
    for part in (*parts, f"({story.limits.text})"):
        yield from _paragraph(part)


def _paragraph(text: str) -> Iterator[str]:
    yield from (*_wrapped(text), "") if text else ()


def _wrapped(text: str, start: str = "") -> list[str]:
    return [
        line
        for part in text.splitlines()
        for line in textwrap.wrap(
            part, WIDTH, initial_indent=start, subsequent_indent=" " * len(start)
        )
    ]
