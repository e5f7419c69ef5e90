"""The commands about the people who serve, with their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

people = typer.Typer(help="The people who serve: a list of them, who serves where, who moves.")

Codes = Annotated[
    Path | None, typer.Option("--codes", metavar="FILE", help="Where new codes are written.")
]
Slips = Annotated[
    Path | None, typer.Option("--slips", metavar="FILE", help="A PDF: the codes as slips to cut.")
]
Language = Annotated[str, typer.Option(metavar="id|en", help="Of what people are handed.")]
Days = Annotated[int | None, typer.Option(metavar="N", help="How long a code lasts; 30.")]
MaybeRegion = Annotated[
    str | None,
    typer.Option("--region", metavar="REGION", help="Only this region: a code or a name."),
]
Role = Annotated[str | None, typer.Option(metavar="ROLE", help="officer, deputy, ...")]
Person = Annotated[
    int | None, typer.Option(metavar="N", help="Whose it is, as `people list` names them.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do it; without it, it is only said.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


@people.command("import")
def bring_in(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV; - is standard input.")],
    codes: Codes = None,
    slips: Slips = None,
    days: Days = None,
    language: Language = "id",
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Write; without it the list is looked at only.")
    ] = False,
) -> None:
    """Give the people of a list their posts: at once, or by a code for whoever is not here yet."""
    from bot.cli import code_sheet, languages
    from bot.cli import people_import_command as importing

    code_files = code_sheet.CodeFiles(codes, slips, languages.parse_language(language))
    importing.bring_in(file, code_files, days=days, write=yes)


@people.command("codes")
def renew(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the codes are written.")],
    region: MaybeRegion = None,
    slips: Slips = None,
    days: Days = None,
    language: Language = "id",
) -> None:
    """Make new codes for all of the list who have not come in; the old ones end."""
    from bot.cli import code_sheet, languages
    from bot.cli import people_import_command as importing

    code_files = code_sheet.CodeFiles(file, slips, languages.parse_language(language))
    importing.renew(region, code_files, days=days)


@people.command("list")
def who(
    region: MaybeRegion = None,
    *,
    ended: Annotated[bool, typer.Option("--ended", help="With the posts that are over.")] = False,
    as_json: Json = False,
) -> None:
    """Who serves where, and since when. Residents are not listed; that you looked is noted."""
    from bot.cli import posts_command

    posts_command.show(region, ended=ended, as_json=as_json)


@people.command("end")
def end(
    role: Role = None,
    region: MaybeRegion = None,
    person: Person = None,
    *,
    yes: Yes = False,
) -> None:
    """End a post, by role and region; or all posts of a person."""
    from bot.cli import posts_command

    posts_command.end(role, region, person, do=yes)


@people.command("move")
def move(
    role: Annotated[str, typer.Option(metavar="ROLE", help="officer, deputy, ...")],
    source: Annotated[str, typer.Option("--from", metavar="REGION", help="Where it is now.")],
    target: Annotated[str, typer.Option("--to", metavar="REGION", help="Where it goes on.")],
    person: Person = None,
    *,
    yes: Yes = False,
) -> None:
    """Let a post go on in another region."""
    from bot.cli import posts_command

    posts_command.move(role, source, target, person, do=yes)
