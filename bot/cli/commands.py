"""Every command with its options. What does the work is imported when it runs: help is instant."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads it at run time
from typing import Annotated

import typer

from bot.cli.people_commands import people

PROGRAM = "kamtibmas"

app = typer.Typer(
    help="The bot with which a neighbourhood warns its police officer in time.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
export = typer.Typer(help="Write what the database holds to standard output.")
app.add_typer(export, name="export")
bring_in = typer.Typer(help="Read what another database, or another program, has written.")
app.add_typer(bring_in, name="import")
places = typer.Typer(help="Villages by name and by position, as people are offered them.")
app.add_typer(places, name="places")
app.add_typer(people, name="people")
triage = typer.Typer(help="What the bot makes of messages.")
app.add_typer(triage, name="triage")

Region = Annotated[
    str, typer.Option(metavar="REGION", help="A code, as 73 or 73.71.09.1001, or a name.")
]
MaybeRegion = Annotated[
    str | None,
    typer.Option("--region", metavar="REGION", help="Only this region: a code or a name."),
]
Since = Annotated[str | None, typer.Option(metavar="D", help="From this day on, as 2026-11-24.")]
Until = Annotated[str | None, typer.Option(metavar="D", help="Up to and with this day.")]
Format = Annotated[str, typer.Option("--format", metavar="jsonl|csv", help="One row a line.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="A file; - is standard input.")]
Yes = Annotated[bool, typer.Option("--yes", help="Write; without it the file is looked at only.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.command()
def run() -> None:
    """Run the bot: intake, sender, scheduler; SIGTERM stops it."""
    from bot.cli import run_command

    run_command.run()


@app.command()
def demo(
    port: Annotated[
        int | None, typer.Option(metavar="N", help="Of the page; where it is taken, a free one.")
    ] = None,
) -> None:
    """Run the bot without a token, on a page of phones."""
    from bot.cli import run_command

    run_command.demo(port)


@app.command()
def migrate(
    decree: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What a new decree does to the regions.")
    ] = None,
) -> None:
    """Bring the database to the newest schema and load the regions; safe to repeat."""
    from bot.cli import migrate_command

    migrate_command.migrate(decree)


@app.command()
def invite(
    role: Annotated[str, typer.Option(metavar="ROLE", help="resident, watch, officer, ...")],
    region: Region,
    days: Annotated[
        int | None, typer.Option(metavar="N", help="How long it lasts; 7, for residents 90.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Make an enrolment code: for one person; for residents, for all until it expires."""
    from bot.cli import invite_command

    invite_command.invite(role, region, days, as_json=as_json)


@app.command()
def poster(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF, A4.")],
    region: Region,
    days: Annotated[
        int | None, typer.Option(metavar="N", help="How long its code lasts; 365.")
    ] = None,
    language: Annotated[str, typer.Option(metavar="id|en", help="Of its words.")] = "id",
) -> None:
    """Make a page for the notice board: 110 first, a QR code, how residents report."""
    from bot.cli import poster_command

    poster_command.make(file, region, days, language)


@export.command()
def reports(
    region: MaybeRegion = None,
    since: Since = None,
    until: Until = None,
    form: Format = "jsonl",
) -> None:
    """Reports, the oldest first; people by their alias."""
    from bot.cli import export_command

    export_command.export("reports", region, since, until, form)


@export.command()
def deliveries(
    region: MaybeRegion = None,
    since: Since = None,
    until: Until = None,
    form: Format = "jsonl",
) -> None:
    """Messages owed and sent, the oldest first; people by their role."""
    from bot.cli import export_command

    export_command.export("deliveries", region, since, until, form)


@app.command()
def doctor(*, as_json: Json = False) -> None:
    """Check settings, database, token, webhook, clock, people; say what is wrong and its mend."""
    from bot.cli import doctor_command

    doctor_command.doctor(as_json=as_json)


@bring_in.command("reports")
def import_reports(
    file: File,
    *,
    yes: Yes = False,
    opens: Annotated[
        bool, typer.Option("--open", help="What was under way may be taken up again.")
    ] = False,
) -> None:
    """Reports as `export reports` writes them, or a history from elsewhere; they page nobody."""
    from bot.cli import import_command

    import_command.reports(file, write=yes, opens=opens)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy is written.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    unauthenticated: Annotated[
        bool, typer.Option("--unauthenticated", help="Without the key: a copy that carries no MAC.")
    ] = False,
) -> None:
    """Write an online copy, everything but the secret key, while the bot goes on."""
    from bot.cli import backup_command

    backup_command.backup(file, force=force, unauthenticated=unauthenticated)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` has written.")],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Replace all that is in the database.")
    ] = False,
    unauthenticated: Annotated[
        bool, typer.Option("--unauthenticated", help="Take a copy that carries no MAC (old ones).")
    ] = False,
) -> None:
    """Bring a copy back, on SQLite or PostgreSQL; the bot must not run."""
    from bot.cli import restore_command

    restore_command.restore(file, force=force, unauthenticated=unauthenticated)


@app.command()
def summary(
    region: Region,
    week: Annotated[
        str | None, typer.Option(metavar="WEEK", help="As 2026-W47; the last full one.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show the weekly figures of a region, as /ringkasan does."""
    from bot.cli import summary_command

    summary_command.summary(region, week, as_json=as_json)


@places.command()
def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name as somebody types it.")],
    near: Annotated[
        str | None, typer.Option(metavar="REGION", help="Where they live: a code or a name.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Villages that a text may mean, the likeliest first."""
    from bot.cli import find_command

    find_command.find(text, near, as_json=as_json)


@places.command(context_settings={"ignore_unknown_options": True})  # -5.1 is no option
def at(
    lat: Annotated[float, typer.Argument(metavar="LAT", help="Degrees; south is negative.")],
    lon: Annotated[float, typer.Argument(metavar="LON", help="Degrees; west is negative.")],
    *,
    as_json: Json = False,
) -> None:
    """Villages at a position, by their boundaries."""
    from bot.cli import at_command

    at_command.at(lat, lon, as_json=as_json)


@triage.command(name="report")
def triage_report(since: Since = None) -> None:
    """Say how often people corrected what was made of their messages, by word and category."""
    from bot.cli import corrections_command

    corrections_command.report(since)


@triage.command()
def classify(*, as_json: Json = False) -> None:
    """Say what is made of each line of standard input: kind, severity, whether it pages, why."""
    from bot.cli import classify_command

    classify_command.classify(as_json=as_json)
