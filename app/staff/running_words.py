"""Words of meetings that are going on: who has the floor, who does what, whose turn it is."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from reporting.learning.turns import SwapReason, TurnRole, Why

SPEAKS: Final[Mapping[str, LazyString]] = {
    "facilitator": _("de begeleider"),
    "presenter": _("de inbrenger"),
    "asking": _("de groep vraagt, de inbrenger antwoordt"),
    "others": _("ieder om de beurt; de inbrenger luistert"),
    "discussion": _("de groep onderling; de inbrenger luistert"),
    "round": _("ieder om de beurt"),
    "together": _("wie iets wil zeggen"),
    "silence": _("niemand, het is stil"),
}
ROLES: Final[Mapping[TurnRole, LazyString]] = {
    "presenter": _("inbrenger"),
    "timekeeper": _("tijdbewaker"),
    "recorder": _("verslaglegger"),
    "observer": _("observator"),
}
TASKS: Final[Mapping[TurnRole, LazyString]] = {
    "timekeeper": _("zegt wanneer de tijd bijna om is"),
    "recorder": _("schrijft inzichten op, zonder namen en zonder de casus"),
    "observer": _("kijkt hoe de groep praat, en zegt dat aan het eind"),
}
WHY: Final[Mapping[Why, LazyString]] = {
    "only": _("de enige deelnemer"),
    "fewest": _("had de minste beurten"),
    "longest": _("wacht het langst"),
    "lot": _("geloot, onder wie evenveel beurten had"),
}
SWAPS: Final[Mapping[SwapReason, LazyString]] = {
    "urgent": _("heeft een dringende casus"),
    "traded": _("ruilde met wie aan de beurt was"),
    "no_case": _("wie aan de beurt was, heeft nu geen casus"),
}
