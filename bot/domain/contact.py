"""Whether the bot may write to whoever made a report about it, unasked: the one rule of it.

What a person asks for themselves (a receipt that they open, what they press) is no such message.
"""

from __future__ import annotations


def may_write(allowed: bool | None, *, confidential: bool = False, asks: bool = False) -> bool:  # noqa: FBT001 - the answer itself
    """Tell whether a reporter may be written to, unasked, about their report.

    ``allowed``: what they answered to "Aman dihubungi di HP ini?"; None: nothing yet. ``asks``: the
    message asks them something. Nobody is asked about a confidential report who has not said that
    it is safe; news of it, which names no kind, comes until they say no.
    """
    if allowed is None:
        return not (confidential and asks)
    return allowed
