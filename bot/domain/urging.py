"""Whether a message urges whoever was called to hurry, and tells nothing: "tolong cepat pak"."""

from __future__ import annotations

from bot.domain.word_forms import END, tokens

MOST = 10  # words
_HURRY = frozenset(
    "cepat cepatan cepetan cpt cepatlah segera buruan lekas hurry quick quickly".split()  # noqa: SIM905
)
_BESIDE = frozenset(
    "tolong tlg mohon minta please pls pak bu bapak ibu bang mas mbak kak om min ya dong deh kami"  # noqa: SIM905
    " saya yang yg ke sini kesini ksini sekarang skrg datang dtg ditunggu ayo ayolah lebih"
    " petugas polisi up come here now officer sir".split()
)


def urges(text: str) -> bool:
    """Tell whether a message says this and nothing else; who else is to come is more than that."""
    said = [word for word in tokens(text) if word != END]
    if not 0 < len(said) <= MOST or _HURRY.isdisjoint(said):
        return False
    return all(word in _HURRY or word in _BESIDE for word in said)
