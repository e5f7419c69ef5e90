"""Calls for help that name nothing: how they are told from reports and from chat.

They come over several lines, after a greeting and before a question of where to turn: "tolong",
"bantu saya", "cara lapor gimana?". One sentence calls; no other says what it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.word_forms import END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.reading import TextFindings
    from bot.domain.vocabulary import Vocabulary

CALLING = frozenset(
    "\U0001f198\U0001f6a8\U0001f691\U0001f692"
)  # SOS, siren, ambulance, fire engine
SIGNS_OF_ALARM = CALLING | {
    "\U0001f525",
    "\U0001f52a",
    "\U0001f52b",
    "\U0001fa78",
}  # fire, knife, gun, blood

_BESIDE_A_PLACE = frozenset("di ke dari yang sini situ sana nih ini pak bu min".split()) | {END}  # noqa: SIM905


def is_cry(reading: TextFindings, known: Vocabulary) -> bool:
    """Tell whether it calls for help and says nothing else, though it greets or asks whom to call.

    A greeting may stand in the sentence that calls; a question does not: "tolong, cara lapor
    gimana" asks politely.
    """
    sentences = [frozenset(one) for one in _sentences(reading.plain)]
    if not sentences:
        return not SIGNS_OF_ALARM.isdisjoint(reading.text)
    beside = known.cry_fillers | known.cry_greetings
    calls = [one for one in sentences if one <= known.cries | beside]
    called = any(not one.isdisjoint(known.cries) for one in calls) or not CALLING.isdisjoint(
        reading.text
    )
    said = frozenset().union(*sentences)
    return (called and said <= known.cries | beside | known.cry_questions) or _points(reading)


def _points(reading: TextFindings) -> bool:
    """Tell whether it is a sign of alarm before a place, and nothing else: who sees it says so."""
    if not reading.text.lstrip().startswith(tuple(SIGNS_OF_ALARM)):
        return False
    placed = {at for match in reading.context.told["here"] for at in match.positions}
    left = (word for at, word in enumerate(reading.plain) if at not in placed)
    return bool(placed) and all(word in _BESIDE_A_PLACE or word.isdigit() for word in left)


def is_cried_out(reading: TextFindings, known: Vocabulary) -> bool:
    """Tell whether it only calls what a phrase names, be it a doubtful one: "fire!"."""
    said = set(reading.plain) - {END}
    reasons = [match for told in reading.named.reasons.values() for match in told]
    named = {reading.plain[at] for match in reasons for at in match.positions}
    cries, fillers = known.cries, known.cry_fillers
    loud = "!" in reading.text or reading.text.isupper() or not said.isdisjoint(cries)
    return loud and bool(named) and not reading.context.void and said <= named | cries | fillers


def _sentences(words: Sequence[str]) -> Iterator[list[str]]:
    """Return the sentences and lines of a text; nothing of one that is empty."""
    sentence: list[str] = []
    for word in (*words, END):
        if word != END:
            sentence.append(word)
        elif sentence:
            yield sentence
            sentence = []
