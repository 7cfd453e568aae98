"""A bulletin as plain HTML for a feed, a mail and a file: no class, style, link or picture."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from reporting.learning.bulletin_sheet import Sheet


def bulletin_html(sheet: Sheet) -> str:
    """A bulletin as plain HTML without a head; for a mail or a feed."""
    return _templates().get_template("shared/bulletin_body.html").render(sheet=sheet)


def bulletin_page(sheet: Sheet, organisation: str) -> str:
    """The same as a whole document, for a file."""
    template = _templates().get_template("shared/bulletin_page.html")
    return template.render(sheet=sheet, organisation=organisation)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("app.shared", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
