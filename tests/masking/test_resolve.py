from reporting.masking.resolve import resolve
from reporting.masking.spans import Span

TEXT = "Jan de Vries van Bakkerij Jansen"


def test_the_longest_span_wins() -> None:
    inner = Span(25, 32, "PERSON", sure=True)
    outer = Span(17, 32, "ORGANISATION", sure=False)
    assert resolve([inner, outer], TEXT, ()) == (outer,)


def test_the_earlier_of_two_equally_long_ones_wins() -> None:
    first, second = Span(0, 3, "PERSON", sure=True), Span(0, 3, "LOCATION", sure=True)
    assert resolve([first, second], TEXT, ()) == (first,)


def test_what_sticks_out_of_a_loser_stays_masked() -> None:
    long, other = Span(0, 12, "PERSON", sure=True), Span(7, 16, "LOCATION", sure=False)
    assert resolve([other, long], TEXT, ()) == (long, Span(13, 16, "LOCATION", sure=False))


def test_placeholders_are_never_touched() -> None:
    text = "Jan [naam 1] Piet"
    assert resolve([Span(0, 17, "PERSON", sure=True)], text, [(4, 12)]) == (
        Span(0, 3, "PERSON", sure=True),
        Span(13, 17, "PERSON", sure=True),
    )
