"""How a command says that it did not work: one sentence, what to do, and an exit code."""

from __future__ import annotations

import typer


class Failure(typer.TyperException):
    """It was asked rightly and did not work; the text says what to do. Exit code 1."""


class WrongUse(typer.TyperException):
    """It was asked for something that there is not. Exit code 2."""

    exit_code = 2
