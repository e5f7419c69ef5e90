"""The rich view of a summary: its tables as tables, folded, with a picture in the text.

It is sent to whoever asks for it by a button, and to nobody else: older clients show no word of it.
Where Telegram refuses it, the figures come as the plain text that they are everywhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.documents.table import NUMBERS, Column, FigureTable, Kind
from bot.domain.promises.alerts import SummaryPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from bot.views import (
    summary_content,
    summary_documents,
    summary_files,
    summary_pictures,
    summary_scope,
    weekly,
)
from bot.views.card import RICH_PICTURE, Attached, Button, Card, Markup, rows
from bot.views.summary_tables import CODE, tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.documents.render_process import Request
    from bot.documents.summary_content import SummaryContent
    from bot.documents.table import Cell
    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

SHOWN_PICTURE = summary_pictures.TREND
MOST_ROWS = 40  # of a table: of five hundred blocks that a message may have all tables have room
# Headings of any language: of words a phone has room for two beside the name, and broke the rest.
SHORT = {Kind.CHANGE: "+/-", Kind.GROWTH: "%"}
QUARTER_DAY = 6  # hours: a table has twenty columns at most
TITLE = mark("Ringkasan {place}")
MORE = mark("dan {n} lagi")


class TablesOrder(NamedTuple):
    """Tables that somebody asked for, with all that they show, and the same in plain words."""

    text: Markup
    keyboard: tuple[tuple[Button, ...], ...]
    content: SummaryContent
    say: Say

    @property
    def request(self) -> Request:
        """Return the picture that stands in the text."""
        return summary_pictures.request(SHOWN_PICTURE, self.content, self.say)

    def with_file(self, file: bytes) -> Card:
        """Return the tables with the picture."""
        picture = Attached(f"{SHOWN_PICTURE}.png", file, "image/png")
        rich = html(self.content, self.say, pictured=True)
        return Card(self.text, self.keyboard, photo=picture, rich=rich)

    def without_file(self) -> Card:
        """Return the tables without the picture: they say it all the same."""
        return Card(self.text, self.keyboard, rich=html(self.content, self.say, pictured=False))


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show a period in tables, counted anew when the message is sent."""
    return await summary_files.made(context, deliveries, ordered)


async def ordered(context: RenderContext, one: Delivery) -> TablesOrder | None:
    """Read what the tables show; None: their reader plans there no more, or it has not begun."""
    grants = (await alert_access.held_by(context.session, {one.recipient_id}))[one.recipient_id]
    promise, say = promise_data.decode(one, SummaryPromise), context.say(one)
    reader = CaseReader(one.recipient_id, grants, context.config, context.now)
    scope = await summary_scope.load(context, promise.place, promise.period, reader)
    if scope is None or not scope.has_begun(context.now):
        return None
    figures = await summaries.figures(
        context.session, scope.codes, scope.period, context.now, context.config, reader
    )
    return TablesOrder(
        weekly.text(figures, say, context.config),
        rows(*summary_files.buttons(say, promise.place, str(scope.period))),
        summary_content.content(figures, (), say, context.config, context.now),
        say,
    )


def html(content: SummaryContent, say: Say, *, pictured: bool) -> Markup:
    """Return the tables as rich HTML, the first unfolded; every word in it is escaped."""
    head = [
        Markup("<h3>{}</h3>").format(say.plain(TITLE, place=content.place)),
        Markup("<p>{}</p>").format(content.period),
        Markup("<p>{}</p>").format(content.compared),
    ]
    picture = [_figure(say.plain(summary_pictures.TITLES[SHOWN_PICTURE]))] if pictured else []
    folded = [_folded(table, say, nth == 0) for nth, table in enumerate(tables(content, say))]
    said = summary_documents.notes(content, say)
    notes = [Markup("<footer>{}</footer>").format(note) for note in said]
    return Markup("").join([*head, *folded[:1], *picture, *folded[1:], *notes])


def _figure(caption: str) -> Markup:
    source = Markup('<img src="tg://photo?id={}"/>').format(RICH_PICTURE)
    return Markup("<figure>{}<figcaption>{}</figcaption></figure>").format(source, caption)


def _folded(table: FigureTable, say: Say, is_open: bool) -> Markup:  # noqa: FBT001 - a word of HTML
    table = _by_quarters(table) if any(column.narrow for column in table.columns) else table
    table = _without_codes(table, say)
    shown = summary_documents.said_cells(table, say)
    headings = [SHORT.get(column.kind, column.heading) for column in table.columns]
    body = [_row("th", headings, table)]
    body += [_row("td", row, table) for row in shown[:MOST_ROWS]]
    rest = len(shown) - MOST_ROWS
    below = [Markup("<p>{}</p>").format(say.plain(MORE, n=say.number(rest)))] if rest > 0 else []
    if not shown:
        body, below = [], [Markup("<p>{}</p>").format(say.plain(summary_documents.NOTHING))]
    grid = (
        Markup("<table bordered striped>{}</table>").format(Markup("").join(body)) if body else ""
    )
    opened = Markup("<details open>") if is_open else Markup("<details>")
    title = Markup("<summary>{}</summary>").format(table.title)
    return Markup("").join([opened, title, grid, *below, Markup("</details>")])


def _row(tag: str, cells: Sequence[str], table: FigureTable) -> Markup:
    said = []
    for cell, column in zip(cells, table.columns, strict=True):
        align = Markup(' align="right"') if column.kind in NUMBERS else ""
        said.append(Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), align, cell))
    return Markup("<tr>{}</tr>").format(Markup("").join(said))


def _without_codes(table: FigureTable, say: Say) -> FigureTable:
    """Leave out the codes of regions: a phone has room for names and figures alone."""
    code = say.plain(CODE)
    kept = [nth for nth, column in enumerate(table.columns) if column.heading != code]
    return FigureTable(
        table.name,
        table.title,
        [table.columns[nth] for nth in kept],
        [[row[nth] for nth in kept] for row in table.rows],
    )


def _by_quarters(table: FigureTable) -> FigureTable:
    """Return the table of days and hours with four columns for the twenty-four."""
    firsts = range(0, 24, QUARTER_DAY)
    named = [Column(f"{first:02}-{first + QUARTER_DAY:02}", Kind.NUMBER) for first in firsts]
    columns = [table.columns[0], *named, table.columns[-1]]
    return FigureTable(table.name, table.title, columns, [_quartered(row) for row in table.rows])


def _quartered(row: Sequence[Cell]) -> list[Cell]:
    hours = [cell if isinstance(cell, int) else 0 for cell in row[1:-1]]
    sums = [sum(hours[first : first + QUARTER_DAY]) for first in range(0, 24, QUARTER_DAY)]
    return [row[0], *sums, row[-1]]
