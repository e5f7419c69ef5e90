"""A clause of time and nothing more, of somebody: "ketika teman saya terlibat kecelakaan".

That is how a memory begins, or how a question about one is answered; what it was like then is not
told, and nothing is said of now. Who reports says what happened in a clause of its own.
"""

from __future__ import annotations

import re

_PERSON = (
    r"(?:saya|aku|gue|gua|gw|kami|kita|dia|ia|mereka|teman|temen|sahabat|saudara|keluarga|adik|adek"
    r"|kakak|ayah|bapak|ibu|mama|papa|nenek|kakek|anak|tetangga|suami|istri|pacar|orang|seorang)"
)
_ALONE = re.compile(
    rf"\W*(?:ketika|sewaktu|semasa|tatkala|disaat|(?:pada|di) (?:saat|waktu)) {_PERSON}\w*\b"
    r"[^,.;:!?\n]*[.\s]*",
    re.IGNORECASE,
)
_LONGEST = 120  # characters: in more there is a clause beside it


def is_lone_memory(text: str) -> bool:
    """Tell whether a text is one clause that says when something was, and not what."""
    return len(text) <= _LONGEST and _ALONE.fullmatch(text) is not None
