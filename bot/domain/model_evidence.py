"""What the words of a text say to the model beside the rules: how long it is, what it denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.matching import PhraseMatch, is_negated

if TYPE_CHECKING:
    from bot.domain.linear_model import Scores
    from bot.domain.reading import TextFindings

USUAL, LONGEST = 15, 35  # words: a long text says much that alarms, and a report is short;
EACH_WORD = 0.03  # by so much each word beyond counts against it;
EACH_MARK, MOST_MARKS = 1.05, 2  # and each mark of news by so much;
EACH_COMPLAINT, MOST_COMPLAINTS = 1.0, 2  # and each of a standing complaint;
FEW, EACH_FURTHER = 10, 0.07  # and against what is called an emergency, from fewer words on
# What alarms where it is denied: nobody moves, breathes, answers, comes up, comes home.
MISSED = frozenset(
    "sadar sadarkan siuman bangun bergerak napas nafas bernapas bernafas pulang kembali"  # noqa: SIM905
    " ketemu ditemukan muncul keluar jawab menjawab nyaut menyahut respon merespon usik".split()
)


def is_placed(reading: TextFindings) -> bool:
    """Tell whether it names a place nearby, and is neither news, a feeling, past nor a question."""
    told = reading.context.told
    return bool(told["here"]) and not any(told[one] for one in ("news", "unreal", "past", "asks"))


def is_plain(reading: TextFindings) -> bool:
    """Tell whether it names a place and nothing by which its words might mean something else."""
    return is_placed(reading) and not reading.context.void


def length(reading: TextFindings) -> int:
    """Return of how many words a text is, each once; a number or a single letter is none."""
    return sum(len(word) > 1 and word.isalpha() for word in set(reading.words))


def doubt(reading: TextFindings) -> float:
    """Return what is taken off the alarm of a long text, of news or of a standing complaint."""
    long = EACH_WORD * max(min(length(reading), LONGEST) - USUAL, 0)
    news = EACH_MARK * min(reading.news_marks, MOST_MARKS)
    return long + news + EACH_COMPLAINT * min(reading.complaint_marks, MOST_COMPLAINTS)


def least_sure(reading: TextFindings) -> float:
    """Return what is asked beyond a short text's alarm before a text is called an emergency."""
    return EACH_FURTHER * max(min(length(reading), LONGEST) - FEW, 0)


def quoted(scores: Scores, label: str, reading: TextFindings) -> tuple[str, ...]:
    """Return the words of a text that speak most for a label, as they were written."""
    return tuple(dict.fromkeys(reading.said[place] for place in scores.because(label)))


def is_denied(scores: Scores, label: str, reading: TextFindings) -> bool:
    """Tell whether a word that speaks most for a label is one that the text denies.

    "tidak bergerak" denies nothing.
    """
    words = [(place, reading.plain[place]) for place in scores.because(label, 2)]
    places = [PhraseMatch(word, (place,)) for place, word in words if word not in MISSED]
    return any(is_negated(reading.plain, match) for match in places)
