"""Pictures and documents of a summary, made when they are sent; and the card that offers forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from bot.domain.promises.alerts import SummaryFilePromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import digest_pictures
from bot.views import summary_content, summary_documents, summary_pictures, summary_scope
from bot.views.card import Attached, Button, Card, Markup, rows, shorten

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.documents.render_process import Form, Request
    from bot.documents.summary_content import SummaryContent
    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

FORMS: Mapping[str, Form] = {"pdf": "pdf", "xlsx": "xlsx", "csv": "csv"}
FIRST = summary_pictures.TREND
NO_VALUE = "-"  # in a button's data: of all one's own, of the newest full week
LONGEST_PLACE = 300  # letters of a caption

PICTURES, DOCUMENTS = mark("Gambar"), mark("Dokumen")
LABELS = {
    summary_pictures.TREND: mark("Tren"),
    summary_pictures.CATEGORIES: mark("Jenis"),
    summary_pictures.HOURS: mark("Jam"),
    summary_pictures.MAP: mark("Peta"),
}
FORM_LABELS = {"pdf": mark("PDF"), "xlsx": mark("Excel (XLSX)"), "csv": mark("CSV")}
OFFER = mark(
    "Dokumen ringkasan: pilih bentuknya. PDF untuk dicetak dan ditandatangani; Excel dan CSV untuk"
    " diolah."
)
TITLE = mark("<b>{title}</b>\n{place}\n{period}")
DOCUMENT = mark("Ringkasan")
FAILED = mark("Berkas belum bisa dibuat. Coba lagi sebentar.")


class CardOrder(Protocol):
    """What was read for a card with a file, which is made once the database is let go."""

    @property
    def request(self) -> Request:
        """Return what is to be made."""

    def with_file(self, file: bytes) -> Card:
        """Return the card that brings what was made."""

    def without_file(self) -> Card:
        """Return the card of a file that cannot be made."""


class FileOrder(NamedTuple):
    """A picture or document that somebody asked for, with all that it shows."""

    said: SummaryFilePromise
    content: SummaryContent
    request: Request
    say: Say

    def with_file(self, file: bytes) -> Card:
        """Return the card that brings the picture or document."""
        return self._picture(file) if self.said.what not in FORMS else self._document(file)

    def without_file(self) -> Card:
        """Return the sentence that there is no file, for whoever asked or did not ask for it."""
        return Card(self.say(digest_pictures.NO_PICTURE if self.said.unasked else FAILED))

    def _document(self, file: bytes) -> Card:
        form = FORMS[self.said.what]
        named = summary_documents.file_name(form, self.content)
        attached = Attached(named, file, summary_documents.MEDIA_TYPES[form])
        said = _caption(self.content, DOCUMENT, self.content.period, self.say)
        return Card(said, document=attached)

    def _picture(self, file: bytes) -> Card:
        said, say = self.said, self.say
        others = [
            Button(say.plain(label), _data("picture", said.place, said.period, kind))
            for kind, label in LABELS.items()
        ]
        picture = Attached(f"{said.what}.png", file, "image/png")
        title, period = summary_pictures.TITLES[said.what], self.request.data["period"]
        titled = _caption(self.content, title, period, say)
        return Card(titled, rows(*others, width=4), photo=picture)


def buttons(say: Say, place: str | None, period: str | None) -> tuple[Button, Button]:
    """Return what a summary's card offers: its pictures, and its documents."""
    return (
        Button(say.plain(PICTURES), _data("picture", place, period, FIRST) + ":new"),
        Button(say.plain(DOCUMENTS), _data("documents", place, period)),
    )


def _data(verb: str, place: str | None, period: str | None, what: str | None = None) -> str:
    data = f"s:0:{verb}:{(place or NO_VALUE).replace('.', '')}:{period or NO_VALUE}"
    return data if what is None else f"{data}:{what}"


async def render_pictures(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Draw one picture; its buttons turn the message to the others."""
    return await made(context, deliveries, ordered)


async def render_documents(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Make one document."""
    return await made(context, deliveries, ordered)


async def render_offer(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Offer the forms of a document."""
    cards = {}
    for one in deliveries:
        say, promise = context.say(one), promise_data.decode(one, SummaryFilePromise)
        offered = [
            Button(say.plain(label), _data("document", promise.place, promise.period, form))
            for form, label in FORM_LABELS.items()
        ]
        cards[one.id] = Card(say(OFFER), rows(*offered, width=3))
    return cards


async def made(
    context: RenderContext,
    deliveries: Sequence[Delivery],
    read: Callable[[RenderContext, Delivery], Awaitable[CardOrder | None]],
) -> dict[int, Card]:
    """Make what was ordered; of what is planned no more nothing comes.

    For pages of cards and tests: a bot makes files in jobs of its own (``transport/file_jobs.py``).
    Raises NotRenderedError, or OSError where there is no process.
    """
    cards = {}
    for one in deliveries:
        order = await read(context, one)
        if order is not None:
            cards[one.id] = order.with_file(await context.renders.file(order.request))
    return cards


async def ordered(context: RenderContext, one: Delivery) -> FileOrder | None:
    """Read what a file shows, and make nothing yet: the database is not held while one is made.

    None: its reader plans there no more, or the period has not begun.
    """
    held = await alert_access.held_by(context.session, {one.recipient_id})
    promise = promise_data.decode(one, SummaryFilePromise)
    reader = CaseReader(one.recipient_id, held[one.recipient_id], context.config, context.now)
    scope = await summary_scope.load(context, promise.place, promise.period, reader)
    if scope is None or not scope.has_begun(context.now):
        return None
    say = context.say(one)
    whole = promise.what not in summary_pictures.OF_COUNTS
    asked = (context, scope.codes, scope.period, reader, say)
    content = await summary_content.load(*asked, whole=whole)
    return FileOrder(promise, content, _request(context, content, promise.what, say), say)


def _request(context: RenderContext, content: SummaryContent, what: str, say: Say) -> Request:
    if what in FORMS:
        documents = context.config.documents
        return summary_documents.request(FORMS[what], content, say, documents)
    return summary_pictures.request(what, content, say)


def _caption(content: SummaryContent, title: str, period: str, say: Say) -> Markup:
    place = shorten(content.place, LONGEST_PLACE)
    return say(TITLE, title=say.plain(title), place=place, period=period)
