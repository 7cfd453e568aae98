"""What all public pages share: the desk, the seal of the steps, the form in each language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import request
from flask_babel import force_locale, gettext

from app.intake.desk import PublicDesk
from app.intake.questions import FormWords, Sheet, make_sheet
from app.intake.state import Opened, StateSeal, Step
from app.intake.warnings import Elsewhere
from app.shared.languages import language_of_path
from config.form import Form
from config.limits import LANGUAGES
from config.taxonomy import Taxonomy

STATE_FIELD: Final = "staat"
FILLER_FIELD: Final = "vulling"
"""The script fills it up to a round size, so that the length of a story does not show."""


@dataclass(frozen=True, slots=True)
class Room:
    desk: PublicDesk
    seal: StateSeal
    sheets: Mapping[str, Sheet]
    """The form by language."""
    clock: Callable[[], datetime]
    elsewhere: Elsewhere
    organisation: str

    @property
    def language(self) -> str:
        """Of the request at hand."""
        return language_of_path(request.path)

    @property
    def sheet(self) -> Sheet:
        """The form in the language of the request at hand."""
        return self.sheets[self.language]

    @property
    def month(self) -> str:
        """Now, as "YYYY-MM": the finest time that is kept."""
        return self.clock().strftime("%Y-%m")

    def opened(self, *steps: Step) -> Opened | None:
        """The state that the form at hand carries, if it was made for one of these pages."""
        return self.seal.open(request.form.get(STATE_FIELD, ""), steps, self.clock())


def make_sheets(form: Form, taxonomy: Taxonomy, units: tuple[str, ...]) -> Mapping[str, Sheet]:
    """The form in each language; within an app context, for the catalogues."""
    sheets = {}
    for language in LANGUAGES:
        with force_locale(language):
            sheets[language] = make_sheet(form, taxonomy, units, form_words(), language)
    return sheets


def form_words() -> FormWords:
    """The sentences of the form, in the language at hand."""
    return FormWords(
        no_answer=gettext("Geen antwoord"),
        too_short=gettext("Schrijf iets meer: %(number)d tekens of meer"),
        too_long=gettext("Maak je tekst korter: hoogstens %(number)d tekens, nu %(found)d"),
        too_many=gettext("Kies er hoogstens %(number)d"),
    )
