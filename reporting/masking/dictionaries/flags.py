"""What the word list knows of a word: one bit per fact."""

from enum import IntFlag


class Flag(IntFlag):
    GIVEN = 1
    """A given name somewhere in our lists."""
    SURNAME = 2
    """A family name."""
    PLACE = 4
    """A town: all of the Low Countries and Britain, the larger ones elsewhere."""
    WORD_NL = 8
    """An ordinary Dutch word, written without a capital."""
    WORD_EN = 16
    """An ordinary English word, written without a capital."""
    COMMON_EN = 32
    """One of the more common English words."""
    NEUTRAL = 64
    """Written with a capital, yet identifies nobody: months, peoples, software, laws."""
    PROPER = 128
    """Dutch or English dictionaries know it with a capital."""


GIVEN = int(Flag.GIVEN)
SURNAME = int(Flag.SURNAME)
PLACE = int(Flag.PLACE)
WORD_NL = int(Flag.WORD_NL)
WORD_EN = int(Flag.WORD_EN)
COMMON_EN = int(Flag.COMMON_EN)
NEUTRAL = int(Flag.NEUTRAL)
PROPER = int(Flag.PROPER)
WORD = WORD_NL | WORD_EN
NAME = GIVEN | SURNAME
