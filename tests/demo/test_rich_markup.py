"""Rich HTML as the stand-in takes it: what we send is read, the rest is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest

from bot.locales import say_in
from bot.places.data import regions
from bot.standin import rich_blocks, rich_markup
from bot.views import summary_rich
from tests.test_documents import HOSTILE
from tools import summary_samples

if TYPE_CHECKING:
    from telegram import Bot

    from bot.standin.telegram import Person

TABLE = "<table bordered><tr><th>Jenis</th><th align='right'>Jumlah</th></tr><tr><td>a &lt; b</td>"
TABLE += "<td align='right'>3</td></tr></table>"
PIECES = (
    f"<h3>Judul</h3><p>satu <b>dua</b></p><details open><summary>Tabel</summary>{TABLE}</details>"
)


def test_it_is_written_out_as_the_bot_api_does() -> None:
    """Headings, styled text, a folded table: blocks by their names, words without a tag."""
    said = rich_blocks.content(rich_markup.parse(PIECES), {})
    heading, paragraph, details = said.blocks
    assert heading == {"type": "heading", "text": "Judul", "size": 3}
    assert paragraph["text"] == ["satu ", {"type": "bold", "text": "dua"}]
    (table,) = details["blocks"]
    assert (details["summary"], details["is_open"], table["is_bordered"]) == ("Tabel", True, True)
    assert table["cells"][0][0] == {
        "text": "Jenis", "is_header": True, "align": "left", "valign": "top"
    }  # fmt: skip
    assert table["cells"][1][1]["align"] == "right"
    assert said.text == "Judul\nsatu dua\nTabel\nJenis | Jumlah\na < b | 3"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<script>x</script>", "unsupported start tag"),
        ("<p>offen", "can't find end tag"),
        ("<p>a</b></p>", "unmatched end tag"),
        ("<p> </p>", "empty"),
        ("<p>a</p>" * 501, "too many blocks"),
        (f"<table><tr>{'<td>1</td>' * 21}</tr></table>", "too many columns"),
        (f"<p>{'a' * 32_769}</p>", "too long"),
        ('<p>a</p><img src="tg://photo?id=nothing"/>', "media not found"),
    ],
)
def test_what_is_not_taken_is_refused(html: str, reason: str) -> None:
    """Each with its reason: a bot hears of it before it is sent to people."""
    with pytest.raises(rich_markup.NotRich, match=reason):
        rich_blocks.content(rich_markup.parse(html), {})


@pytest.mark.parametrize("count", summary_samples.COUNTS)
def test_a_summary_of_any_size_is_taken(count: int) -> None:
    """A province with all its regencies keeps within the limits; names are words, never tags."""
    listed = [one for one in regions() if one.code.startswith("73")]
    content = summary_samples.content("73", count, listed)
    html = str(summary_rich.html(content, say_in("id"), pictured=False))
    said = rich_blocks.content(rich_markup.parse(html), {})
    assert "Provinsi Sulawesi Selatan" in said.text
    assert f"Kejadian | {say_in('id').number(count)}" in said.text


def test_words_of_people_are_never_tags() -> None:
    """Names like mark-up stand as they are."""
    listed = [one for one in regions() if one.code.startswith("73.71.09")]
    content = summary_samples.content("73.71.09", 9, listed)
    entries = [type(content.parts[0])(name, 3, 1) for name in (*HOSTILE, "<b>tebal</b>")]
    content = replace(content, parts=entries, place="<table>")
    html = str(summary_rich.html(content, say_in("id"), pictured=False))
    said = rich_blocks.content(rich_markup.parse(html), {})
    assert "<b>tebal</b>" in said.text
    assert "&lt;b&gt;tebal&lt;/b&gt;" in said.html


async def test_it_is_sent_over_the_line(bot: Bot, ani: Person) -> None:
    """By the method's own name; what is no rich message is a 400."""
    rich = {"html": "<h3>Ringkasan</h3>"}
    parameters = {"chat_id": ani.id, "rich_message": json.dumps(rich)}
    sent = await bot.do_api_request("sendRichMessage", api_kwargs=parameters)
    assert sent["rich_message"]["blocks"][0]["type"] == "heading"
    assert ani.last.text == "Ringkasan"
    with pytest.raises(BadRequest, match="unsupported start tag"):
        await bot.do_api_request(
            "sendRichMessage",
            api_kwargs={"chat_id": ani.id, "rich_message": json.dumps({"html": "<marquee>"})},
        )
