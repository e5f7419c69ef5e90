"""What a text is about, guessed by words.

A guess only fills in a draft: the writer sees it, and may choose another category.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from bot.domain.called_services import calls_services
from bot.domain.category import ALL_IS_WELL, OTHER, AlertRule, Category, Severity
from bot.domain.complaint_register import complaint_marks
from bot.domain.counted_times import with_counts_told
from bot.domain.cries import is_cried_out, is_cry
from bot.domain.disguised_words import undisguised
from bot.domain.evening_word import with_evenings_told
from bot.domain.for_now import with_firsts_told
from bot.domain.guess import Guess
from bot.domain.matching import is_negated, longest_first, place
from bot.domain.mistaken_alarms import is_mistaken
from bot.domain.news_register import news_marks
from bot.domain.paging_rules import is_incident, may_page
from bot.domain.plain_questions import is_plain_question
from bot.domain.post_markup import without_markup
from bot.domain.reading import TextFindings
from bot.domain.run_together import taken_apart
from bot.domain.swallowed_poisons import with_poisons_told
from bot.domain.ticket import without_tickets
from bot.domain.told_story import is_lone_memory
from bot.domain.translations import translated
from bot.domain.triage_cues import cues
from bot.domain.vocabulary import Vocabulary
from bot.domain.word_forms import divided, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.context import Context
    from bot.domain.matching import PhraseMatch
    from bot.domain.triage_words import TriageWords

ALTERNATIVES = 3
# Texts: each is read when it comes, when its card is drawn and when it is sent. In a rush several
# hundred come before the first of their cards is drawn.
RECENT = 512
BUT = frozenset("tapi tetapi namun cuma cuman hanya kecuali selain but except".split())  # noqa: SIM905
_HINTED = 0.6  # two doubtful words, in a text that reads as a report
FEWEST_CUES = 2  # of place or time, in a report that no phrase names


class Triage:
    """Guesses by the words of ``config/categories.toml``; learns them when it is first asked.

    A word that is denied, or that a phrase around it makes harmless ("rawan kecelakaan"), decides
    nothing: its kind is an alternative at most. Among what decides, a kind that wakes somebody is
    never outvoted by one that does not.
    """

    def __init__(self, categories: Sequence[Category], words: TriageWords) -> None:
        """Keep the words; commands that read no text never pay for learning them."""
        self._categories = {category.code: category for category in categories}
        self._words = words
        self._recent = lru_cache(RECENT)(self._judge)
        self._recently_heard = lru_cache(RECENT)(self._hear)

    @cached_property
    def _known(self) -> Vocabulary:
        return Vocabulary(tuple(self._categories.values()), self._words)

    def prepare(self) -> None:
        """Learn the words now, so that nobody's message waits for it."""
        self.words("")

    def words(self, text: str) -> list[str]:
        """Return the words of a text as the rules read them: small letters, slips repaired."""
        return self._repaired(self._tokens(text))

    def _repaired(self, said: Sequence[str]) -> list[str]:
        read = with_firsts_told(with_evenings_told(self._known.speller.repair(said)))
        return with_poisons_told(with_counts_told(read))

    def _tokens(self, text: str) -> list[str]:
        speller = self._known.speller
        bare = without_markup(without_tickets(text), speller.known)
        return taken_apart(divided(undisguised(folded(bare), speller)), speller.known)

    def classify(self, text: str) -> Guess:
        """Guess what ``text`` is about. Any text in any script has an answer."""
        return self._recent(text)

    def heard(self, text: str) -> Guess:
        """Return what the rules alone hear: the phrases that a text names, no likeness.

        Two reports are told apart by it, and a report from the answer to a question.
        """
        return self._recently_heard(text)

    def _judge(self, text: str) -> Guess:
        return self.heard(text)  # which is not read a second time

    def _hear(self, text: str) -> Guess:
        return self._guess(self._read(text))

    def _read(self, text: str) -> TextFindings:
        """Return everything that the rules find in a text."""
        said = self._tokens(text)
        words = self._repaired(said)
        reading = self._found(text, said, words)
        plain = words if reading.named.sure else self._in_indonesian(words)
        if plain != words:
            reading = self._found(text, said, words, plain)
        reading = reading._replace(
            news_marks=news_marks(text), complaint_marks=complaint_marks(text)
        )
        harmless = is_plain_question(reading) or is_mistaken(reading) or is_lone_memory(text)
        return reading.asked() if harmless else reading

    def _in_indonesian(self, words: Sequence[str]) -> list[str]:
        """Return words with those of a region translated, save what is a doubtful word here.

        Of two that say the same one is: "puun, apine" is fire, and no "api-api".
        """
        read: list[str] = []
        for at, word in enumerate(words):
            known = word if word in self._known.doubtful else translated(word)
            if read[-1:] == [known]:
                read[-1] = words[at - 1]
            read.append(known)
        return read

    def _found(
        self, text: str, said: Sequence[str], words: Sequence[str], plain: Sequence[str] = ()
    ) -> TextFindings:
        """Return what they find in its words; in ``plain`` those of a region are translated."""
        read = plain or words
        context = self._known.context.read(read)
        threats = self._threats(read, context)
        named = self._known.signals.find(read, context, threat=bool(threats))
        return TextFindings(text, said, words, read, context, named, threats)

    def _alike(self, reading: TextFindings) -> list[str]:
        """Return the kinds that it resembles, where something is named; few texts have to ask."""
        return self._known.ranking.rank(reading.plain) if reading.named.kinds else []

    def _guess(self, reading: TextFindings) -> Guess:
        """Return what the rules make of it."""
        context, named, threat = reading.context, reading.named, bool(reading.threats)
        category = self._first(self._deciding(reading), threat=threat)
        cry = category == OTHER and (is_cry(reading, self._known) or calls_services(reading))
        reasons = (*named.reasons.get(category, ()), *reading.threats, *reading.when)
        return Guess(
            category,
            _others(category, named.kinds, self._alike(reading) if category == OTHER else ()),
            threat or cry,
            tuple(dict.fromkeys(match.phrase for match in reasons)),
            quoted=reading.quoted(reasons),
            ongoing=context.ongoing,
            is_handled=context.is_handled,
            is_at_night=context.is_at_night,
            is_cry=cry,
        )

    def cues(self, text: str) -> list[str]:
        """Return what the rules find in a text, for a model beside them."""
        reading = self._read(text)
        guess = self._guess(reading)
        return list(cues(reading, guess.category, incident=is_incident(guess)))

    def is_all_well(self, text: str) -> bool:
        """Tell whether a text says that all is quiet and nothing but that."""
        guess = self.heard(text)
        quiet = guess.category == ALL_IS_WELL and not guess.threat
        return quiet and BUT.isdisjoint(self.words(text))

    def _deciding(self, reading: TextFindings) -> list[str]:
        """Return the kinds that it may be about, the likeliest first."""
        named = reading.named
        sure = [code for code in named.kinds if code in named.sure]
        if not (sure or reading.only_asks) and is_cried_out(reading, self._known):
            return [code for code in named.kinds if self._is_grave(code)]
        if sure or reading.only_asks or not _reports(reading.context):
            return sure
        hinted = (code for code in self._alike(reading)[:1] if code != ALL_IS_WELL)
        return [code for code in hinted if named.scores.get(code, 0) >= _HINTED]

    def _first(self, deciding: Sequence[str], *, threat: bool) -> str:
        """Return what it is about: what wakes somebody first, and "all is well" last."""
        for code in deciding:
            if may_page(self._categories[code], threat=threat, night=False):
                return code
        incidents = [code for code in deciding if code != ALL_IS_WELL]
        return next(iter(incidents or deciding), OTHER)

    def _is_grave(self, code: str) -> bool:
        kind = self._categories[code]
        return kind.severity is Severity.DARURAT and kind.alert is AlertRule.ALWAYS

    def _threats(self, words: Sequence[str], context: Context) -> list[PhraseMatch]:
        if context.is_unreal or context.asks:
            return []
        matches = sorted(longest_first(self._known.threats.find(words)), key=place)
        return [
            match
            for match in matches
            if context.calm.isdisjoint(match.positions) and not is_negated(words, match)
        ]


def _others(category: str, named: Sequence[str], alike: Sequence[str]) -> tuple[str, ...]:
    """Return what is offered beside the category: what else is named, or where nothing is, alike.

    Beside a category only what the text names: two reports are told apart by it.
    """
    ranked = dict.fromkeys((*named[:1], *alike, *named) if category == OTHER else named)
    return tuple(code for code in ranked if code not in {category, OTHER, ALL_IS_WELL})[
        :ALTERNATIVES
    ]


def _reports(context: Context) -> bool:
    """Tell whether it reads as a report, though no phrase in it names what it is about."""
    real = not (context.is_unreal or context.asks or context.void)
    return real and len(context.told["here"]) + len(context.told["now"]) >= FEWEST_CUES
