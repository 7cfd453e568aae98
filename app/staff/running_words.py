"""Words of meetings that are going on: who has the floor, who does what, whose turn it is."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from reporting.errors import ReportingError
from reporting.learning import running_errors as errors
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
RUNNING_PROBLEMS: Final[Mapping[type[ReportingError], LazyString]] = {
    errors.TooFewPresent: _("Met minder dan drie deelnemers is het geen intervisie. Stel uit."),
    errors.AlreadyFurther: _("De bijeenkomst was al verder, bijvoorbeeld in een ander venster."),
    errors.NotInThisGroup: _("Deze persoon of deze bijeenkomst hoort niet bij deze groep."),
    errors.NotYourMeeting: _("Alleen de begeleider van deze groep kan dit doen."),
    errors.TooEarlyToStart: _("Je kunt beginnen vanaf een uur voor de geplande tijd."),
    errors.NotStarted: _("Deze bijeenkomst is nog niet begonnen."),
    errors.RoleTwice: _("Iemand zou twee rollen hebben. Kies een ander."),
}
