"""The command line: its commands, and how their failures are reported."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import typer

from bot.cli.commands import PROGRAM, app
from bot.settings.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130  # as shells count: 128 and the signal's number


def obey(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code: 0, 1 for failure, 2 for wrong use."""
    try:
        code = app(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        return _complain(_sentence(error), error.exit_code)
    except SettingsError as error:
        return _complain(str(error), 1)
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code if isinstance(code, int) else 0


def _sentence(error: typer.TyperException) -> str:
    """Return what is wrong; where the parser says it, with the command that explains more."""
    said = " ".join(error.format_message().split())
    context = getattr(error, "ctx", None)
    if context is None:
        return said
    return f"{said.rstrip('.')}; see: {context.command_path} --help"


def _complain(sentence: str, code: int) -> int:
    with contextlib.suppress(BrokenPipeError):
        typer.echo(f"{PROGRAM}: {sentence}", err=True)
    return code
