"""A command's failures: one sentence with what to do, and an exit code."""

from __future__ import annotations

import typer


class Failure(typer.TyperException):
    """A correct command failed; the text says what to do. Exit code 1."""


class WrongUse(typer.TyperException):
    """A wrong argument: something that does not exist. Exit code 2."""

    exit_code = 2
