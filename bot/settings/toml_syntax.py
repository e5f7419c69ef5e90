"""TOML syntax errors in an operator's words."""

from __future__ import annotations

import re

WRITE = 'write TOML: key = "text", lists in [ ], a table\'s name as [name] on a line of its own'
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")

# The beginning of what the parser of the standard library says, and what it means to who wrote it.
_MEANINGS = (
    ("Cannot declare", "this table stands in the file twice; put its keys together under one"),
    ("Cannot overwrite", "this key stands in the table twice; leave one of the two"),
    ("Duplicate inline", "a key stands between these { } twice; leave one of the two"),
    ("Cannot mutate", "this table was finished further up; put its keys together under one"),
    ("Cannot redefine", "this table was finished further up; put its keys together under one"),
    ("Unclosed array", "a list is opened and not closed; write ] at its end"),
    ("Unclosed inline", "a { is opened and not closed; write } at its end"),
    ("Unterminated string", 'a text is opened and not closed; write " at its end'),
    ("Illegal character '\\n'", 'a text is not closed on its line; write " at its end'),
    ("Illegal character", "there is a character in it that nobody sees; type the line anew"),
    ("Found invalid character", "there is a character in it that nobody sees; type the line anew"),
    ("Unescaped", r"a \ stands in a text; write \\ for it, or put the text into ' '"),
    ("Escaped character", r"a \ stands in a text; write \\ for it, or put the text into ' '"),
    ("Expected '=' after", f"there is a key without a value; {WRITE}"),
    ("Expected ']", "a table's name is opened and not closed; write ] at its end"),
    ("Expected newline", f"something follows the value; give every key a line of its own: {WRITE}"),
    ("Invalid initial", f"a key is missing before the = or in the [ ]; {WRITE}"),
    ("Invalid value", f"what follows the = is no value; put texts in quotes: {WRITE}"),
    ("Invalid date", 'what follows the = is no value; put hours in quotes, as "06:00"'),
)


def explained(said: str, text: str) -> tuple[int, str]:
    """Return line and sentence for what the parser said of ``text``."""
    found = _AT.search(said)
    line = int(found[1]) if found and found[1] else len(text.rstrip().splitlines()) or 1
    for beginning, meaning in _MEANINGS:
        if said.startswith(beginning):
            return line, meaning
    return line, f"this line cannot be read; {WRITE}"
