"""Renders every card in every scene and language, and knows which sentences each one says."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, partial
from gettext import GNUTranslations, NullTranslations
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from bot.handlers import menu
from bot.locales import LANGUAGES, SOURCE, Say
from bot.locales.catalogue import translations
from bot.models import Database
from bot.settings import load_config
from bot.vault import Vault
from bot.views import RENDERERS, consent, me, own_data
from bot.views.card import Card
from bot.views.render_context import RenderContext
from tests.views.promises import promises
from tests.views.town import build
from tests.views.town_size import NOW, PICTURE
from tools.cards.arranging import arrange, speaks
from tools.cards.samples import SAMPLES
from tools.cards.scenes import SCENES, villages
from tools.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Delivery, Region
    from bot.settings import Config
    from bot.views.card import Later
    from tools.cards.scene import Scene

VAULT = Vault(b"a key for cards")
HABITS = {"id": "id", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A card in each language. ``said``: the sentences that cards of its kind say in its scene."""

    room: str
    kind: str
    scene: str
    cards: Mapping[str, Card]
    said: frozenset[str]


class _Rendered(NamedTuple):
    """What came of a promise in one language."""

    kind: str
    card: Card | None
    said: frozenset[str]


class Words(GNUTranslations):
    """A catalogue that remembers what was asked of it."""

    def __init__(self, words: NullTranslations) -> None:
        """``words``: the catalogue itself."""
        super().__init__()
        self._words = words
        self.said: set[str] = set()

    def gettext(self, message: str) -> str:
        """Return the translation."""
        self.said.add(message)
        return self._words.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation for ``n``."""
        self.said.add(msgid1)
        return self._words.ngettext(msgid1, msgid2, n)


@dataclass(frozen=True)
class _Heard(RenderContext):
    """A reading of which one hears what is said in it."""

    words: Words = field(default_factory=lambda: Words(NullTranslations()))
    language: str = SOURCE

    def say(self, delivery: Delivery) -> Say:
        """Return words that are remembered."""
        assert delivery.recipient.language == self.language  # noqa: S101 - the town is built so
        return voice(self.language, self.words)


def catalogue(language: str) -> Words:
    """Return the catalogue of a language, that has been asked for nothing yet."""
    return Words(_translations(language))


@lru_cache
def _translations(language: str) -> NullTranslations:
    """Read a catalogue once: reading it took most of the time that the cards took."""
    return NullTranslations() if language == SOURCE else translations(language)


def voice(language: str, words: Words) -> Say:
    """Return a language's voice that speaks from ``words``."""
    return Say(language, words, habits=HABITS.get(language, SOURCE))


class Gallery:
    """All cards, from a migrated database in ``folder`` in which nobody is."""

    def __init__(self, folder: Path, url: str) -> None:
        """``url``: the database's address."""
        self._folder, self._url = folder, url
        self._config = load_config()
        self._config.bot.username = "kamtibmas_bot"

    @property
    def config(self) -> Config:
        """Return the configuration that a new installation has."""
        return self._config

    async def cards(self, scenes: Sequence[Scene] = SCENES) -> list[Shown]:
        """Return every card once, in the order of the scenes."""
        database = Database(self._url)
        async with database.reading() as session:
            places = await villages(session)
        made: dict[tuple[object, ...], Shown] = {}
        for scene in scenes:
            rendered = await self._rendered(database, places, scene)
            for translated in zip(*rendered, strict=True):
                shown = _side_by_side(scene, translated)
                if shown is not None:
                    made.setdefault(_likeness(shown), shown)
        await database.close()
        cards = [*made.values(), *self._alone()]
        said = frozenset[str]().union(*(one.said for one in cards))
        return [*cards, *_spoken(but=said)]

    async def _rendered(
        self, database: Database, places: Sequence[Region], scene: Scene
    ) -> list[list[_Rendered]]:
        """Render a scene in each language, in one transaction that is dropped."""
        async with database.reading() as session:
            town = await build(session, places, scene.size(), config=self._config, vault=VAULT)
            await arrange(session, town, scene, self._config)
            promised = [
                one for one in promises(town, VAULT) if not scene.kinds or one.kind in scene.kinds
            ]
            rendered = []
            for language in LANGUAGES:
                await speaks(session, town, language)
                rendered.append(await self._in_language(session, promised, language))
        return rendered

    async def _in_language(
        self, session: AsyncSession, promised: Sequence[Delivery], language: str
    ) -> list[_Rendered]:
        """Render promises, all of one kind at a time, as they are sent."""
        cards: dict[int, Card | Later] = {}
        said: dict[str, frozenset[str]] = {}
        for kind in {one.kind: None for one in promised}:
            context = self._heard(session, language)
            cards |= await RENDERERS[kind](context, [one for one in promised if one.kind == kind])
            said[kind] = frozenset(context.words.said)
        found = [(one.kind, cards.get(one.id)) for one in promised]
        return [
            _Rendered(kind, card if isinstance(card, Card) else None, said[kind])
            for kind, card in found
        ]

    def _heard(self, session: AsyncSession, language: str) -> _Heard:
        given = (self._config, VAULT, self._folder, NOW, menu.commands)
        return _Heard(session, *given, words=catalogue(language), language=language)

    def _alone(self) -> Iterator[Shown]:
        """Return what is shown without a promise: to strangers, to whoever leaves, in groups."""
        for (room, name), card in _alone(self._config).items():
            words = {language: catalogue(language) for language in LANGUAGES}
            cards = {one: card(voice(one, words[one])) for one in LANGUAGES}
            yield Shown(room, name, "", cards, frozenset(words[SOURCE].said))


def _alone(config: Config) -> Mapping[tuple[str, str], Callable[[Say], Card]]:
    return {
        ("consent", "a stranger who wrote"): partial(consent.card, config=config, waits=True),
        ("consent", "a stranger who came"): partial(consent.card, config=config, waits=False),
        ("consent", "a stranger who writes more"): partial(consent.further_card, config=config),
        ("consent", "the whole notice"): partial(
            consent.card, config=config, waits=False, whole=True
        ),
        ("consent", "not agreed"): partial(consent.declined_card, config=config),
        ("me", "deleted"): own_data.erased_card,
        ("me", "emptied"): own_data.emptied_card,
        ("me", "in a group"): partial(me.group_card, config=config),
    }


def _side_by_side(scene: Scene, rendered: Sequence[_Rendered]) -> Shown | None:
    cards = {
        language: one.card
        for language, one in zip(LANGUAGES, rendered, strict=True)
        if one.card is not None
    }
    first = rendered[0]
    room = RENDERERS[first.kind].__module__.rpartition(".")[2]
    return Shown(room, first.kind, scene.name, cards, first.said) if cards else None


def _likeness(shown: Shown) -> tuple[object, ...]:
    """Return what makes two cards one: their words and labels."""
    cards = [shown.cards[language] for language in sorted(shown.cards)]
    labels = [[[key.label for key in row] for row in card.rows] for card in cards]
    return shown.kind, *(str(card.text) for card in cards), str(labels)


def _spoken(*, but: frozenset[str]) -> Iterator[Shown]:
    """Return the sentences that no card says: answers by themselves, with their gaps filled."""
    for one in sentences():
        if one.plural or one.text in but:
            continue
        gaps = {name for _, name, _, _ in Formatter().parse(one.text) if name}
        values = {name: SAMPLES.get(name, f"[{name}]") for name in gaps}
        cards = {
            language: Card(voice(language, catalogue(language))(one.text, **values))
            for language in LANGUAGES
        }
        room = one.file.removeprefix("bot/").removesuffix(".py").replace("/", ".")
        yield Shown(room, "sentence", "", cards, frozenset({one.text}))


def picture(folder: Path, content: bytes) -> None:
    """Put down the picture that the town's photo is."""
    (folder / PICTURE).parent.mkdir(parents=True, exist_ok=True)
    (folder / PICTURE).write_bytes(content)
