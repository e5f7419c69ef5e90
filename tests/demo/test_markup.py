"""Telegram's HTML: what it makes of it, and the words in which it refuses."""

from __future__ import annotations

import contextlib
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.standin.markup import INVALID, NotParsed, parse
from bot.standin.styling import Styled, cleaned, to_html, units

# Each refusal as Telegram's own library words it; the stadium takes four bytes.
REFUSED = [
    ("&#xDFDF;", INVALID),
    ("🏟&lt;<abacaba", "Unclosed start tag at byte offset 8"),
    ("🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 8'),
    ("🏟<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 4'),
    ("🏟<i   aba>", 'Can\'t find end tag corresponding to start tag "i"'),
    ("🏟<i   aba  =  ", 'Unclosed start tag "i" at byte offset 4'),
    ("🏟<i aba = 190azAz-.,", "Unexpected end of name token at byte offset 13"),
    ('🏟<i aba = "&lt;>', "Unclosed start tag at byte offset 4"),
    ("🏟</", "Unexpected end tag at byte offset 4"),
    ("🏟<i>a</i   ", "Unclosed end tag at byte offset 8"),
    ("🏟<i>a</em >", 'Unmatched end tag at byte offset 8, expected "</i>", found "</em>"'),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
]  # fmt: skip
# Each text as it is read, with its entities as (type, offset, length).
READ = [
    ("&lt;&gt;&amp;&quot;&ge;", '<>&"&ge;', []),
    ("a &lt b & c &#65; &#x42;", "a < b & c A B", []),
    ("🏟<i>🏟 &gt;<b aba = caba>&lt🏟</b></i>", "🏟🏟 ><🏟", [("italic", 2, 7), ("bold", 6, 3)]),
    ("<b></b>kosong", "kosong", []),
    ("<STRONG>besar</>", "besar", [("bold", 0, 5)]),
    ("<code>a</code><pre>b</pre>", "ab", [("code", 0, 1), ("pre", 1, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ('<a href="https://a.id/?q=1&amp;r=2">x</a>', "x", [("text_link", 0, 1)]),
    ('<a href="bukan alamat">x</a>', "x", []),
    ("<ins>a</ins><strike>b</strike>", "ab", [("underline", 0, 1), ("strikethrough", 1, 1)]),
]


@pytest.mark.parametrize(("html", "complaint"), REFUSED)
def test_what_does_not_parse_is_refused_in_telegrams_words(html: str, complaint: str) -> None:
    """A tag that is unknown, not closed, or closed by another is named with its byte offset."""
    with pytest.raises(NotParsed) as refusal:
        parse(html)
    assert str(refusal.value) == complaint


@pytest.mark.parametrize(("html", "text", "entities"), READ)
def test_what_parses_becomes_text_and_entities(
    html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    """Tags become entities, counted in UTF-16 units; references become characters."""
    styled = parse(html)
    assert styled.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in styled.entities] == entities


def test_a_block_of_code_knows_its_language() -> None:
    """Code with a language inside ``pre`` is one entity."""
    styled = parse('<pre><code class="language-python">a</code></pre>')
    assert styled.entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_space_around_a_text_goes_and_its_entities_move() -> None:
    """Telegram trims what is sent; what was bold stays bold."""
    styled = cleaned(parse("  \n<b>tebal </b>biasa  "))
    assert styled.text == "tebal biasa"
    assert styled.entities == [{"type": "bold", "offset": 0, "length": 6}]


PIECES = st.sampled_from(
    ["<b>", "</b>", "<a href='", "'>", "</a>", "<", ">", "&", "&lt;", "&#x41;", "</", "=", '"',
     "<pre>", "</pre>", '<code class="language-x">', "</>", " ", "🏟", "abc", "\ud83c"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_whatever_comes_is_read_or_refused(html: str) -> None:
    """No text makes the parser fail in another way than its own; entities lie in the text."""
    with contextlib.suppress(NotParsed):
        styled = parse(html)
        length = units(styled.text)
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= length for e in styled.entities)


@given(st.lists(PIECES).map("".join))
def test_what_was_read_can_be_written_and_read_again(html: str) -> None:
    """The HTML that is shown says the same words as the HTML that was sent."""
    with contextlib.suppress(NotParsed):
        styled = parse(html)
        assert parse(to_html(styled)).text == styled.text


def test_what_overlaps_is_written_well_formed() -> None:
    """Entities of a client that overlap are cut where the outer one ends."""
    bold = {"type": "bold", "offset": 0, "length": 4}
    italic = {"type": "italic", "offset": 2, "length": 4}
    html = to_html(Styled("abcdef", [bold, italic]))
    assert html == "<b>ab<i>cd</i></b>ef"
    assert unescape(to_html(Styled('<&">'))) == '<&">'
