"""A command's failures: one sentence with what to do, and an exit code."""

from __future__ import annotations

import typer

from bot.cli.plurals import count


class Failure(typer.TyperException):
    """A correct command failed; the text says what to do. Exit code 1."""


def refused(bad: int, total: int) -> Failure:
    """Say that lines of a file cannot be taken; each was named before."""
    them = "it" if bad == 1 else "them"
    return Failure(
        f"{bad} of {count(total, 'line')} cannot be taken, so nothing is written; mend {them} and"
        " try again"
    )


class WrongUse(typer.TyperException):
    """A wrong argument: something that does not exist. Exit code 2."""

    exit_code = 2
