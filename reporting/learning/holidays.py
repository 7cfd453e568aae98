"""The days on which most of the Netherlands is closed.

Source: Algemene termijnenwet, article 3. Weeks without school differ by region and by year, and
are typed by who plans.
"""

from datetime import date, timedelta
from typing import Final

FROM_EASTER: Final = (-2, 0, 1, 39, 49, 50)
"""Days from Easter Sunday: Good Friday, both days of Easter, Ascension, both of Whitsun."""
FIXED: Final = ((1, 1), (5, 5), (12, 25), (12, 26))
"""Month and day: New Year, Liberation Day, both days of Christmas."""
KINGS_DAY: Final = (4, 27)
SUNDAY: Final = 6


def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year."""
    easter = easter_sunday(year)
    king = date(year, *KINGS_DAY)
    if king.weekday() == SUNDAY:
        king -= timedelta(days=1)
    moving = (easter + timedelta(days=days) for days in FROM_EASTER)
    return frozenset((king, *moving, *(date(year, month, day) for month, day in FIXED)))


def easter_sunday(year: int) -> date:
    """Easter of the Gregorian calendar.

    Source: J. Meeus, Astronomical Algorithms, 1991, chapter 8; the letters are his.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
