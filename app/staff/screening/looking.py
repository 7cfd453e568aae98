"""The reports at hand in one session, by the names that only this session has for them."""

from app.staff.screening.keyroom import Place
from reporting.errors import ReportGone
from reporting.screening import look_up, read_report
from reporting.screening_desk import Known, ScreeningDesk, Sheet


def sheets_of(place: Place, known: Known, desk: ScreeningDesk) -> list[tuple[str, Sheet]]:
    """The reports at hand, by the session's name; one that is gone is left out."""
    found = ((name, find(report, place, known, desk)) for name, report in place.pile.items())
    return [(name, sheet) for name, sheet in found if sheet is not None]


def open_signals(place: Place, known: Known, desk: ScreeningDesk) -> list[tuple[str, Sheet]]:
    """The reports with a danger that was passed on and is not yet settled."""
    waiting = [
        report
        for report, record in known.state.records.items()
        if any(not signal.handled for signal in record.signals)
    ]
    found = [(report, find(report, place, known, desk)) for report in waiting]
    return [(place.name_of(report), sheet) for report, sheet in found if sheet is not None]


def find(report: str, place: Place, known: Known, desk: ScreeningDesk) -> Sheet | None:
    """A report as it lies on the desk; None when it is gone."""
    try:
        return read_report(report, known, place.open_, desk)
    except ReportGone:
        return None


def find_sheet(name: str, place: Place, desk: ScreeningDesk) -> Sheet | None:
    """The report that this session calls so; None when it is not at hand."""
    report = place.pile.get(name)
    return None if report is None else find(report, place, look_up(place.open_, desk), desk)
