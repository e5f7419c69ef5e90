"""No card is longer than Telegram takes, whatever somebody holds, and whatever people write."""

from __future__ import annotations

import asyncio
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handlers import menu
from bot.models import Database
from bot.settings import load_config
from bot.settings.environment import DATABASE_FILE
from bot.standin import markup
from bot.standin.styling import cleaned, units
from bot.vault import Vault
from bot.views import RENDERERS
from bot.views.card import Button, Card, Markup
from bot.views.length import MAX_CAPTION, MAX_KEYBOARD, cut, fitted, length
from bot.views.render_context import RenderContext
from tests import sqlite_in_place
from tests.views.promises import promises
from tests.views.town import MOST, build, longest
from tests.views.town_size import NOW, PICTURE, Size
from tests.world import sqlite_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.models import Delivery, Region
    from bot.views.card import Later

MAX_TEXT, MAX_DATA = 4096, 64
CHAT = 9_999_999_999
VAULT = Vault(b"a key for cards")
# What people write: marks of mark-up, of right-to-left and of joined characters, and digits.
SIGNS = (
    "a",
    "<b>",
    "</b>&",
    "&amp;",
    '"',
    "'",
    "👨‍👩‍👧",
    "\u202e\u0645",
    "\n",
    "<tg-spoiler>",
    "0812 3456 7890 ",
)
HOSTILE = "<b>&amp;</i>\n"
# Posts whose names alone, at twenty letters each, are more than a message takes: what is not cut
# by then is never cut. More only make the same lists slower.
MANY = 250
sizes = st.builds(
    Size,
    posts=st.sampled_from((0, 1, 39, 48, 62)) | st.integers(0, MANY),
    alerts=st.integers(1, 30),
    reports=st.integers(1, 20),
    sign=st.sampled_from(SIGNS),
    letters=st.integers(0, 4000),
    language=st.sampled_from(("id", "en")),
    role=st.sampled_from(("officer", "deputy", "supervisor", "unit:narkoba", "watch")),
    category=st.sampled_from(("pencurian", "kdrt_anak", "kebakaran", "lain")),
)

# What is shown by a post held now alone, or on duty: others get no such card.
OF_A_POST = {
    *("page", "alert", "lease", "told", "alert_news", "photo", "relay", "relayed", "words"),
    "relay_ended",
    *("digest", "digest_settings", "summary", "duty_gap", "test_failed", "appointed", "review"),
    *("reporter_answer", "returned", "duty_reminder", "code_used", "codes_used"),
    *("summary_picture", "summary_document", "summary_offer", "summary_rich", "figure_reports"),
    *("staff", "open_alerts", "codes_given", "place_offer"),
}


class Renders:
    """Renders everything that there is, in a transaction that is dropped."""

    def __init__(self, folder: Path) -> None:
        """Read once what every town has."""
        self._folder = folder
        self._config = load_config()
        self._config.bot.username = "a_bot_with_a_name_of_32_letters_"
        self._villages: list[Region] = []

    async def cards(self, size: Size) -> list[tuple[str, Card]]:
        """Return each card with its kind."""
        database = Database(sqlite_in(self._folder))
        async with database.reading() as session:  # what is written in it is dropped
            self._villages = self._villages or await longest(session)
            town = await build(session, self._villages, size, config=self._config, vault=VAULT)
            context = RenderContext(session, self._config, VAULT, self._folder, NOW, menu.commands)
            promised: dict[str, list[Delivery]] = defaultdict(list)
            for one in promises(town, VAULT):
                promised[one.kind].append(one)
            made: list[tuple[str, Card]] = []
            for kind, deliveries in promised.items():  # all of one kind at a time, as they are sent
                cards: Mapping[int, Card | Later] = await RENDERERS[kind](context, deliveries)
                made += [(kind, card) for card in cards.values() if isinstance(card, Card)]
        await database.close()
        return made


@pytest.fixture(scope="module")
def renders(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Renders]:
    """A data folder with every region, in which nobody is, and a picture."""
    made = tmp_path_factory.mktemp("cards")
    shutil.copy(migrated, made / DATABASE_FILE)
    (made / PICTURE).parent.mkdir()
    (made / PICTURE).write_bytes(b"a picture")
    with pytest.MonkeyPatch.context() as patched:
        sqlite_in_place.work_in_place(patched)
        yield Renders(made)


def faults(card: Card) -> list[str]:
    """Return what Telegram would refuse a card for."""
    text = cleaned(markup.parse(str(card.text))).text
    captioned = card.rich is None and (card.photo is not None or card.document is not None)
    buttons = [button for row in card.rows for button in row]
    said = {
        f"{units(text)} units": units(text) > (MAX_CAPTION if captioned else MAX_TEXT),
        "empty": not text,
        f"{len(buttons)} buttons": len(buttons) > MAX_KEYBOARD,
        "a button without a label": not all(button.label for button in buttons),
    }
    long = [one.data for one in buttons if len(VAULT.sign(CHAT, one.data).encode()) > MAX_DATA]
    return [*(what for what, is_so in said.items() if is_so), *long]


LARGE = (
    Size(MANY, 30, 20, HOSTILE, 4000, role="supervisor"),
    Size(MANY, 30, 20, HOSTILE, 4000, role="coordinator"),
)
MORE = (
    Size(MOST, 30, 20, HOSTILE, 4000, role="coordinator"),
    Size(MANY, 30, 20, HOSTILE, 4000, language="en"),
    Size(62, 30, 20, "👨‍👩‍👧", 4000, category="kdrt_anak"),
)


@pytest.mark.long
@pytest.mark.parametrize(
    "size", [*LARGE, *(pytest.param(size, marks=pytest.mark.whole_matrix) for size in MORE)]
)
def test_every_card_is_one_that_telegram_takes(renders: Renders, size: Size) -> None:
    """By itself: the guard at the end has nothing to cut."""
    _all_fit(renders, size)


@pytest.mark.whole_matrix
@pytest.mark.long
@pytest.mark.timeout(900)
@settings(max_examples=5, deadline=None)
@given(sizes)
def test_so_is_every_card_of_any_size(renders: Renders, size: Size) -> None:
    """However many posts, alerts and reports, whatever is written in them."""
    _all_fit(renders, size)


@pytest.mark.whole_matrix
def test_so_is_every_card_of_whoever_serves_thousands(renders: Renders) -> None:
    """The longest names that there are: as long as of :data:`MANY`, and ten times as slow."""
    _all_fit(renders, Size(MOST, 30, 20, HOSTILE, 4000, role="supervisor"))


def _all_fit(renders: Renders, size: Size) -> None:
    cards = asyncio.run(renders.cards(size))
    assert set(RENDERERS) - {kind for kind, _ in cards} <= OF_A_POST
    assert [(kind, found) for kind, card in cards if (found := faults(card))] == []


@pytest.mark.whole_matrix  # the gallery misses what has no promise here, too: test_cards.py
def test_no_kind_is_looked_at_in_vain(renders: Renders) -> None:
    """Every kind of card is shown to an officer, a supervisor, a coordinator or on watch."""
    sizes = [Size(3, role=role) for role in ("officer", "supervisor", "watch", "coordinator")]
    sizes.append(Size(3, on_duty=True))
    shown = {kind for size in sizes for kind, _ in asyncio.run(renders.cards(size))}
    assert shown == set(RENDERERS)


pieces = st.lists(
    st.sampled_from(("wörd ", "&amp;", "&#39;", "👨‍👩‍👧", "<b>", "<i>", "<tg-spoiler>", "close"))
)


def _html(chosen: list[str]) -> Markup:
    """Return well-formed HTML: ``close`` closes what was opened last."""
    opened: list[str] = []
    made: list[str] = []
    for piece in chosen:
        if piece == "close":
            made += [f"</{opened.pop()[1:]}"] if opened else []
        else:
            made.append(piece)
            opened += [piece] if piece.startswith("<") else []
    return Markup("".join([*made, *(f"</{tag[1:]}" for tag in reversed(opened))]))


@given(pieces, st.integers(1, 60))
def test_what_is_cut_is_well_formed_and_a_beginning(chosen: list[str], limit: int) -> None:
    """Never within a tag, a reference or a character; what is open is closed."""
    whole = _html(chosen)
    short = cut(whole, limit)
    text, before = markup.parse(str(short)).text, markup.parse(str(whole)).text
    assert units(text) <= limit
    if units(before) <= limit:
        assert short == whole
    else:
        assert before.startswith(text.removesuffix("…"))
        assert units(text) >= limit - 1


def test_a_card_that_is_too_long_is_sent_all_the_same() -> None:
    """Shorter, and without what Telegram would refuse all of it for."""
    buttons = tuple((Button(str(n), "x" * (n + 1)),) for n in range(120))
    card = fitted(Card(Markup("<b>{}</b>").format("&" * 5000), buttons))
    assert faults(card) == []
    assert length(card.text) == MAX_TEXT
    assert fitted(Card(Markup("halo"))) == Card(Markup("halo"))
