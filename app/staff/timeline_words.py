"""The words beside the time of a theme."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

CAPTIONS: Final[Mapping[str, LazyString]] = {
    "month": _("Meldingen per maand"),
    "quarter": _("Meldingen per kwartaal"),
    "half": _("Meldingen per half jaar"),
}
MARKS: Final[Mapping[str, LazyString]] = {
    "split_from": _("afgesplitst"),
    "split_off": _("gesplitst"),
    "joined_by": _("samengevoegd"),
}
WORDS: Final[Mapping[str, LazyString]] = {
    "new": _(
        "Nieuw: in de laatste drie maanden kwamen er veel meer meldingen bij dan toeval verklaart. "
        "Daarvoor waren er bijna geen."
    ),
    "growing": _(
        "Neemt toe: in de laatste drie maanden minstens drie keer zoveel als je van eerder mag "
        "verwachten. Zoek eerst uit of het melden veranderde."
    ),
    "fading": _(
        "Neemt af: in de laatste drie maanden hoogstens een derde van wat je van eerder mag "
        "verwachten. Dat zegt niet dat het veiliger werd."
    ),
    "lasting": _(
        "Blijvend: er komt ongeveer zoveel binnen als eerder. We rekenen mee dat er over alles "
        "samen soms meer of minder gemeld wordt."
    ),
}
SEASONAL: Final = _(
    "Komt terug: in deze maanden kwamen er ook vorig jaar meer meldingen. Daarom noemen we dit "
    "geen groei."
)
