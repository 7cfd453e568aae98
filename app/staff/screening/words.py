"""What an analist is told when something cannot be done."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.errors import Answer
from reporting.errors import (
    KeysNotReadable,
    MessageEmpty,
    MessageTooLong,
    NotAName,
    NothingToHide,
    ReportingError,
    UnknownAnalist,
    UnknownCode,
    WrongPassphrase,
)
from reporting.learning.errors import TextTooLong
from reporting.masking.errors import MaskingFailed

PROBLEMS: Final[Mapping[type[ReportingError], LazyString]] = {
    MessageEmpty: _("Vul dit in."),
    MessageTooLong: _("Maak deze tekst korter."),
    TextTooLong: _("Maak deze tekst korter."),
    NothingToHide: _("Geen van deze woorden staat in de melding."),
    UnknownCode: _("Kies codes uit de lijst, en hoogstens drie bij wat meespeelde."),
    MaskingFailed: _("De tekst kon niet worden nagekeken. Er is niets veranderd."),
}
LOCKED: Final[Mapping[type[ReportingError], LazyString]] = {
    WrongPassphrase: _("Deze wachtzin past niet op je sleutel."),
    UnknownAnalist: _("Dit account heeft nog geen sleutel. De beheerder kan er een maken."),
    NotAName: _("Dit account heeft nog geen sleutel. De beheerder kan er een maken."),
    KeysNotReadable: _(
        "Je sleutel is beschadigd, of anderen kunnen hem lezen. Zeg het de beheerder."
    ),
}
TOO_OFTEN: Final = _("Je typte te vaak een verkeerde wachtzin. Wacht een kwartier.")
NOT_HERE: Final = Answer(
    404,
    _("Deze melding ligt niet meer voor je"),
    (
        _("Ze is ingetrokken, of je trok een nieuwe stapel."),
        _("Ga terug naar je stapel."),
    ),
)
NO_SCREENING: Final = Answer(
    503,
    _("Hier is nog geen screening"),
    (_("De beheerder moet eerst de sleutels van analisten maken."),),
)
