from pathlib import Path

import pytest
import typst
from flask import Flask

from app.shared import printing
from app.shared.printing import PRINTABLE, pdf_answer, print_pdf, printable
from tests.pdf import anatomy, words_of

TEMPLATE = """\
#import "/shared/templates/components/paper.typ": *
#show: paper.with(title: data.title, kicker: "Proef", organisation: "Demo", foot: "Voet")
#told(data.told)
#bullets(data.list)
"""
HOSTILE = '#read("/etc/passwd") *vet* $x$ `code` \\ <label> @ref "; #let x = 1'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one template of a test beside the look that ships."""
    look = tmp_path / "shared/templates/components/paper.typ"
    look.parent.mkdir(parents=True)
    look.write_bytes((printing.ROOT / "shared/templates/components/paper.typ").read_bytes())
    own = tmp_path / "staff/templates/staff/proof.typ"
    own.parent.mkdir(parents=True)
    own.write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(printing, "ROOT", tmp_path)
    return tmp_path


def proof(told: str, title: str = "Een titel", language: str = "nl") -> bytes:
    return print_pdf("staff/proof.typ", {"title": title, "told": told, "list": ["een"]}, language)


def test_a_page_is_tagged_and_names_its_title_and_language(root: Path) -> None:
    inside = anatomy(proof("Hallo", language="en"))
    assert "/StructTreeRoot" in inside
    assert "/Marked true" in inside
    assert "/Lang(en" in inside.replace(" ", "")
    assert "pdfuaid" in inside


def test_text_of_somebody_is_never_read_as_markup(root: Path) -> None:
    assert HOSTILE in words_of(proof(HOSTILE))


def test_lines_and_paragraphs_stay_what_they_were(root: Path) -> None:
    words = words_of(proof("Eerste regel\ntweede regel\n\nTweede alinea"))
    assert "Eerste regel tweede regel Tweede alinea" in words


def test_a_sign_that_no_font_has_becomes_a_square_and_stops_nothing(root: Path) -> None:
    assert printable("caf\u0065\u0301 \U0001f600\u200b 中\x07") == "café □ □"
    assert "café □" in words_of(proof("café 😀"))


def test_every_sign_that_counts_as_printable_is_in_a_font(root: Path) -> None:
    everything = " ".join(chr(point) for block in PRINTABLE for point in block)
    assert proof(everything)


def test_the_same_words_give_the_same_bytes_and_no_moment(root: Path) -> None:
    first = proof("Hallo")
    assert first == proof("Hallo")
    inside = anatomy(first)
    assert not any(name in inside for name in ("CreationDate", "ModDate", "CreateDate"))


def test_a_template_cannot_read_outside_the_pages(root: Path) -> None:
    own = root / "staff/templates/staff/proof.typ"
    own.write_text('#read("/../../etc/passwd")', encoding="utf-8")
    with pytest.raises(typst.TypstError):
        proof("Hallo")


def test_a_pdf_is_answered_as_a_file_to_save() -> None:
    with Flask("app.staff").app_context():
        answer = pdf_answer(b"%PDF-1.7", "kaart-deel-1")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kaart-deel-1.pdf"'
