"""Thresholds that all parts share, each with its unit, its reason and its source.

Sources, in short:
    survey practice: Dutch employee surveys show a group from 5 answers on (Effectory, Dialog).
    own choice: proposed by this project; tighten freely, loosen only with the works council.
"""

# --- What may be shown -----------------------------------------------------------------------

# reports; a theme below it stays hidden. k counts reports, not people: without names five
# reports can be one person, so the spread limits below hold as well. Source: survey practice.
K_THEME = 5

# reports that must share a fact before a case card may tell it; one or two tellers could be
# recognised by their fact. Source: own choice.
K_FACT = 3

# reports; higher than K_THEME because the spread over units cannot be checked. Source: own choice.
K_UNIT_UNKNOWN = 8

# reports; for imported records where neither unit nor month is known, so that no spread at all
# can be checked. Four times K_THEME. Source: own choice.
K_SPREAD_UNKNOWN = 20

# months in which the reports of a theme must lie; one bad week must not become a theme that
# everyone can place. Source: own choice.
MIN_PERIODS = 2

# months, when the unit is not known; makes up for the missing check on units. Source: own choice.
MIN_PERIODS_UNIT_UNKNOWN = 3

# units from which the reports of a theme must come; a theme of one unit points at that unit.
# Source: own choice.
MIN_UNITS = 2

# people; a smaller unit may not be chosen on the form nor shown. Source: InternetSpiegel, the
# survey of Dutch government, shows groups from 10 people on.
MIN_UNIT_SIZE = 10

# reports in one cell of a table; a smaller one is withheld, with a second one beside it so that
# the total does not give it away. Source: survey practice; Eurostat on secondary suppression.
MIN_CELL = 5

# reports, first and last of each band, None = no upper end; shown in place of exact counts, so
# that two releases do not give away the one report between them. Source: own choice.
BANDS = ((5, 9), (10, 19), (20, 49), (50, None))

# answers; below it no average of a question after a meeting is shown, because with fewer the group
# can tell who gave which. Source: survey practice.
MIN_ANSWERS = 5

# --- What a report may hold ------------------------------------------------------------------

# characters; less cannot be learned from. Source: own choice, tried on the form.
STORY_MIN = 40

# characters; about 650 words, more than a page. With all answers it fits the 16 KiB size class,
# also when every letter takes three bytes. Source: own choice.
STORY_MAX = 4_000

# characters; records of an earlier system are longer, and cannot be asked again. Source: own
# choice.
IMPORT_STORY_MAX = 12_000

# characters; one piece of advice to a colleague. Source: own choice.
TIP_MAX = 500

# characters of an answer to a question; half a page. It fits the size class of a report, also when
# every letter takes four bytes. Source: own choice.
ANSWER_MAX = 2_000

# characters of a question, or of another message to a reporter; it fits the 4 KiB size class of
# messages, also when every letter takes four bytes. Source: own choice.
QUESTION_MAX = 800

# factors a reporter may tick; more says less. Source: own choice; analysts confirm the rest.
MAX_FACTORS = 3

# --- Sending ---------------------------------------------------------------------------------

# bytes of one request; 128 KiB holds the longest story with all answers twice, also when every
# letter takes nine bytes on the way (three in UTF-8, each percent-encoded). Source: own choice.
MAX_BODY_BYTES = 131_072

# minutes a page may lie open before it is sent; long enough to write and be called away, short
# enough that a page left on a shared computer goes stale. Source: own choice.
FORM_TOKEN_MINUTES = 60

# seconds between opening the form and sending it; a program is faster, a person never. Source: own
# choice; forms of others use 2 to 5.
FORM_FLOOR_SECONDS = 3

# reports that may wait in the inbox before others are asked to come back; 200 MB on disk. A large
# organisation files some fifty a day. Source: own choice.
MOST_WAITING = 10_000

# seconds after which a report is taken without proof of work: for browsers without JavaScript a
# little patience does the same. Source: own choice.
WORK_WAIT_SECONDS = 60

# --- Publishing ------------------------------------------------------------------------------

# reports that must have come in since the last release before another is made in the same month.
# Releases keep to the calendar, because who can call for one can follow a count one report at a
# time; this many at once (a file of an earlier system) hide each other. Source: own choice.
RELEASE_MIN_NEW = 50

# reports; scale of the secret part of a threshold (geometric, 1.5 on average). With it, somebody
# who files four reports and waits for a fifth guesses right in 68 instead of 90 of 100 cases, and
# a theme appears about three weeks later. Source: own simulation, tests/attack/test_disclosure.py.
SECRET_SCALE = 2.0

# days between the newest report that a case card can hold something of and the first meeting with
# it, so that nobody sits down with a card of last week. Longer is a setting. Source: domain.md 4.5.
CARD_DELAY_DAYS = 30

# working days after an analist reads of danger in which somebody who can act must know of it.
# Source: own choice, after the three working days of Dutch rules on serious incidents in care.
SIGNAL_WORKING_DAYS = 3

# --- Keeping ---------------------------------------------------------------------------------

# reports that must be waiting before the mailbag is emptied; a bag of one is no shuffle.
# Source: pool mixes, Diaz & Preneel 2004.
MAILBAG_MIN = 3

# days after which the mailbag is emptied whatever it holds, so that no report waits for ever.
# Source: own choice.
MAILBAG_MAX_DAYS = 7

# months after the month of a report; then the key of that month is destroyed, and every copy in
# every backup with it. Thirteen, so that a month can be laid beside the same month a year ago.
# Source: own choice, GDPR art. 5(1)(e).
RETENTION_MONTHS = 13

# months that the worker destroys in one night. One is due each month; more at once is likelier a
# clock that was set wrong than a worker that stood still, and what is destroyed stays so.
# Source: own choice.
DESTROY_AT_ONCE = 2

# characters of a passphrase for a key; fifteen is what NIST SP 800-63B-4 asks of a password that
# stands alone. Five random words are easily longer.
PASSPHRASE_MIN = 15

# --- Languages -------------------------------------------------------------------------------

# codes of ISO 639-1; Dutch first, because its texts are the source.
LANGUAGES = ("nl", "en")
