"""Rich HTML (Bot API 10.1): the tags that our messages have, read into a tree.

What Telegram takes beside them is refused here: a bot that begins to send it teaches it here first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "code": "code"}
HEADINGS = tuple(f"h{size}" for size in range(1, 7))
COUNTED = {*HEADINGS, "p", "footer", "hr", "table", "tr", "details", "figure", "img"}
KNOWN = {*STYLES, *COUNTED, "summary", "caption", "th", "td", "figcaption"}
VOID = {"hr", "img"}
# The limits of a rich message, as Telegram's page names them.
MOST_LETTERS, MOST_BLOCKS, DEEPEST, MOST_COLUMNS, MOST_MEDIA = 32_768, 500, 16, 20, 50


class NotRich(Exception):
    """The text is no rich HTML that is taken."""


@dataclass(slots=True)
class Node:
    """A tag with its attributes, and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Return all that it says, without a tag."""
        return "".join(one if isinstance(one, str) else one.words for one in self.children)

    def inside(self, *tags: str) -> list[Node]:
        """Return the nodes of these tags that stand directly in it."""
        return [one for one in self.children if isinstance(one, Node) and one.tag in tags]

    def all(self) -> Iterator[Node]:
        """Yield it and every node below it."""
        yield self
        for one in self.children:
            if isinstance(one, Node):
                yield from one.all()


@dataclass(frozen=True, slots=True, eq=False)
class RichContent:
    """``blocks`` as the Bot API has them; ``html`` for the page: our own tags, escaped words."""

    blocks: Sequence[dict[str, Any]]
    html: str
    text: str


def parse(html: str) -> Node:
    """Read rich HTML. Raises :class:`NotRich` for what is not taken, or is too much."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.opened) > 1:
        raise NotRich(f'can\'t find end tag corresponding to start tag "{reader.opened[-1].tag}"')
    root = reader.opened[0]
    _check(root)
    return root


def _check(root: Node) -> None:
    nodes = list(root.all())
    if not root.words.strip():
        raise NotRich("message text is empty")
    if len(root.words) > MOST_LETTERS:
        raise NotRich("message is too long")
    if sum(one.tag in COUNTED for one in nodes) > MOST_BLOCKS:
        raise NotRich("too many blocks")
    if any(len(one.inside("th", "td")) > MOST_COLUMNS for one in nodes):
        raise NotRich("too many columns in a table")
    if sum(one.tag == "img" for one in nodes) > MOST_MEDIA:
        raise NotRich("too many media")


class _Reader(HTMLParser):
    """Reads from left to right; ``opened``: the root, and the tags that wait for their end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.opened = [Node("")]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag not in KNOWN:
            raise NotRich(f'unsupported start tag "{tag}"')
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.opened[-1].children.append(node)
        if tag not in VOID:
            self.opened.append(node)
        if len(self.opened) > DEEPEST + 1:
            raise NotRich("too deeply nested")

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if len(self.opened) == 1 or self.opened[-1].tag != tag:
            raise NotRich(f'unmatched end tag "{tag}"')
        self.opened.pop()

    def handle_data(self, data: str) -> None:
        self.opened[-1].children.append(data)
