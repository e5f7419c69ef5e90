"""How sure the model must be, beside the rules, before a text wakes somebody or is an incident.

Scores of its labels: about 1 is sure, -1 is sure of the opposite. They were chosen on messages of
writers from whom it had not learnt: ``docs/decisions``, 40.
"""

from __future__ import annotations

INCIDENT_COUNTS = 0.5  # in the alarm, beside "pages"
CONFIRMS = -0.1  # the alarm above which it wakes where the rules hear that it should,
WAKES = 0.1  # where they hear something of any kind,
WAKES_ALONE = 0.1  # where they hear nothing,
LIKENESS_COUNTS = 0.5  # less by so much the liker it is to one kind that wakes,
HINT_COUNTS = 0.3  # and by so much where they hear a hint of that kind, plainly;
WAKES_VAGUE = 0.5  # where it is short or regional, and not much like any kind,
WAKES_HARMLESS = 0.4  # and where it is much like a kind that wakes nobody, or both hear one:
PAGES_AGREED = 0.0  # "pages" itself must then be above this
UNALARMED = -0.1  # "pages" below which what the rules hear in a long text does not stay,
CALM = -1.15  # nor in any;
SURE = 0.6  # above it what the rules hear too is called an emergency, the more the longer it is
FEWEST = 5  # words: of fewer the rules decide, and the model only ranks;
FEW_ALARM = 0.0  # of so few: above it they are judged though the rules hear nothing, if much
# like a kind that wakes;

SHORT = 7  # of fewer the rules are believed where they name an incident,
UNTROUBLED = -1.6  # unless "pages" is below this where it wakes,
HARMLESS = -0.7  # or the model below this,
TRANSLATED = 0.0  # or this where they hear it in words of a region;
PRIVATE = -0.4  # above it a text tells of an incident, where the rules hear one that hides its
# reporter and wakes nobody,
IS_AGREED = -0.2  # where both name the same kind,
IS_PLACED = -0.6  # and it names a place nearby,
IS_PLAIN = -0.4  # where it names a place and is very much like the kind that the rules hear,
IS_SAME = 0.0  # where that wakes and both name it,
IS_ONGOING = -0.9  # where it names a place, and wakes only if its writer says that it goes on,
IS_OTHER = 0.8  # where the model names another first,
IS_HEARD = 0.05  # where it wakes and hides its reporter,
IS_ONE = 0.4  # where the rules hear something,
IS_ONE_ALONE = 1.2  # and where they hear nothing
LIKELIER = 0.9
VERY_LIKE = 1.5  # of a kind: above it a text hardly speaks of another,
LIKE_ONE = 0.2  # of a kind: above it a text is much like one,
LIKE_SOME = 0.0  # above it like enough to be called one where it wakes,
LIKE_ALONE = 0.7  # and where no phrase names any kind,
FAR = -0.8  # what is less like it is not offered where no kind is named
LIKE_QUIET = 1.0  # above it it is much like a quiet evening,
LIKE_NONE = -0.5  # below it is like none of them
CLEAR = 2.5  # what is less likely by this is not offered beside a kind
