"""A copy while the bot runs, and back: all of it or nothing, on either database."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.demo.seed import seed
from bot.models import Attachment, Database, Member, Report, schema
from bot.services.operations import key_check
from bot.settings.environment import DATABASE_FILE
from tests.stories.test_photo import picture as photo
from tests.world import KEY, open_world, sqlite_in

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

    from tests.cli.shell import Shell
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
pytestmark = pytest.mark.both_databases


def content(path: Path) -> bytes:
    """Read a file."""
    return path.read_bytes()


def mode(path: Path) -> int:
    """Return who may read a file."""
    return stat.S_IMODE(path.stat().st_mode)


async def backed_up(world: World, shell: Shell, file: Path) -> str:
    """Take a backup while the bot runs; return what it said beside its name."""
    shell.enters(world)
    code, out, err = await shell.asks("backup", str(file))
    assert code == 0, err
    assert str(file) in out
    return err


async def test_all_comes_back_on_either_database(
    world: World, shell: Shell, file: Path, blank_url: str, tmp_path: Path
) -> None:
    """Moving house: every row and every photo, from either database to either; it goes on there."""
    app = world.app
    await seed(app.database, app.config, app.vault, world.clock.at)
    officer = await world.enrol("Bripka Waris", role="officer")
    resident = await world.enrol("Daeng Ngalle")
    resident.sends_photo(photo(), caption=FIRE)
    await world.settle()
    resident.presses("Masih, kirim")
    await world.settle()
    await world.presses(officer, "Lainnya", "Tulis catatan")
    officer.sends_photo(photo(), caption="Butuh damkar")
    await world.settle()
    kept = sorted(await world.all(Attachment), key=lambda one: one.id)
    assert [one.note_id is not None for one in kept] == [False, True]
    before = await world.dump()
    said = await backed_up(world, shell, file)
    assert "the secret key is not in it: keep KAMTIBMAS_SECRET_KEY elsewhere" in said
    assert mode(file) == 0o600
    assert KEY not in content(file)
    house = tmp_path / "house"
    url = sqlite_in(house) if blank_url.startswith("sqlite") else blank_url
    shell.sets(data=house, database_url=url)
    code, out, err = await shell.asks("restore", str(file))
    assert code == 0, err
    assert "restored as of 2026-11-24T12:00+00:00" in out
    for one in kept:
        assert content(house / one.path) == content(world.data / one.path)
    async with open_world(house, database_url=url) as moved:
        after = await moved.dump()
        assert len(after) == len(before) + 1  # the audit says that it was restored
        assert {repr(row) for row in before} <= {repr(row) for row in after}
        assert await moved.count(Report) == await world.count(Report)


async def test_nothing_is_replaced_unasked(world: World, shell: Shell, file: Path) -> None:
    """Neither a file that is there nor a database with people in it."""
    await world.enrol("Daeng Ngalle")
    await backed_up(world, shell, file)
    first = content(file)
    code, _, err = await shell.asks("backup", str(file))
    assert code == 1
    assert "is there already; name another file, or add --force" in err
    assert content(file) == first
    await world.enrol("Daeng Bau")
    assert (await shell.asks("backup", str(file), "--force"))[0] == 0
    assert content(file) != first
    assert [path.name for path in file.parent.glob("*.partial")] == []
    await world.app.database.engine.dispose()
    code, _, err = await shell.asks("restore", str(file))
    assert code == 1
    assert "the database is not empty (2 members" in err
    assert await world.count(Member) == 2


async def test_with_force_the_old_state_is_replaced(world: World, shell: Shell, file: Path) -> None:
    """What came after the backup is gone, its photo too."""
    resident = await world.enrol("Daeng Ngalle")
    await world.report(resident, "Sampah menumpuk di selokan")
    await backed_up(world, shell, file)
    resident.sends_photo(photo(), caption="Sampah lagi di selokan")
    await world.settle()
    resident.presses("Kirim")
    await world.settle()
    assert len(list((world.data / "attachments").iterdir())) == 1
    await world.app.database.engine.dispose()
    code, _, err = await shell.asks("restore", str(file), "--force")
    assert code == 0, err
    assert (await world.count(Report), await world.count(Attachment)) == (1, 0)
    assert list((world.data / "attachments").iterdir()) == []


async def test_not_while_the_bot_runs(world: World, shell: Shell, file: Path) -> None:
    """Whoever has the database open is in the way, and is named; nothing has changed."""
    await world.enrol("Daeng Ngalle")
    await backed_up(world, shell, file)
    before = await world.dump()
    code, _, err = await shell.asks("restore", str(file), "--force")
    assert code == 1
    assert "another program works on that database; stop the bot" in err
    assert await world.dump() == before


async def test_another_key_is_noticed_at_once(
    world: World, shell: Shell, file: Path, migrated: Path, tmp_path: Path
) -> None:
    """Where the database knows its key, and where only an identity can tell."""
    await world.enrol("Daeng Ngalle")
    await backed_up(world, shell, file)
    house = tmp_path / "house"
    house.mkdir()
    shutil.copy(migrated, house / DATABASE_FILE)
    shell.sets(data=house, database_url=sqlite_in(house), secret_key="another")
    code, _, err = await shell.asks("restore", str(file))
    assert code == 1
    assert "KAMTIBMAS_SECRET_KEY is not the key of this backup" in err
    shell.sets(secret_key="")
    code, _, err = await shell.asks("restore", str(file))
    assert code == 1
    assert "KAMTIBMAS_SECRET_KEY is not set: set the one that was in use" in err
    assert not (house / "secret.key").exists()
    database = Database(sqlite_in(house))
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM members")) == 0
    await database.close()


async def test_without_the_key_no_copy_is_written_unasked(
    world: World, shell: Shell, file: Path
) -> None:
    """It would carry no MAC, or one that proves nothing; asked for, it says what that means."""
    await world.enrol("Daeng Ngalle")
    async with world.app.database.writing() as session:
        await key_check.remember(session, world.app.vault, now=world.clock.now())
    shell.enters(world)
    shell.sets(secret_key="")
    code, _, err = await shell.asks("backup", str(file))
    assert (code, list(file.parent.glob(f"{file.name}*"))) == (1, [])
    assert "KAMTIBMAS_SECRET_KEY is not set: the copy would carry no MAC" in err
    assert not (world.data / "secret.key").exists()
    shell.sets(secret_key=secrets.token_urlsafe(32))
    code, _, err = await shell.asks("backup", str(file), "--unauthenticated")
    assert (code, list(file.parent.glob(f"{file.name}*"))) == (1, [])
    assert "is not the one with which this database was sealed" in err
    shell.sets(secret_key="")
    code, _, err = await shell.asks("backup", str(file), "--unauthenticated")
    assert code == 0, err
    assert "restore takes it only with --unauthenticated, and with the key" in err
    shell.sets(secret_key=KEY.decode())
    await _refused(shell, file, "add --unauthenticated")


async def test_a_harmed_backup_changes_nothing(
    world: World, shell: Shell, file: Path, tmp_path: Path
) -> None:
    """Cut short anywhere, or one byte of it another: refused before anything is touched."""
    resident = await world.enrol("Daeng Ngalle")
    await world.report(resident, "Sampah menumpuk di selokan")
    await backed_up(world, shell, file)
    await world.app.database.engine.dispose()
    whole, harmed = content(file), tmp_path / "harmed"
    for kept in (0, 1, len(whole) // 2, len(whole) - 1):
        harmed.write_bytes(whole[:kept])
        await _refused(shell, harmed, "the backup is damaged")
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            middle = info.header_offset + 30 + len(info.filename) + 20 + info.compress_size // 2
            harmed.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
            await _refused(shell, harmed, "the backup is damaged")
    with zipfile.ZipFile(harmed, "w") as other:
        other.writestr("readme.txt", "hello")
    await _refused(shell, harmed, "the file is no backup of this bot")
    await _refused(shell, tmp_path / "nowhere", "No such file or directory")
    assert await world.count(Report) == 1


async def _refused(shell: Shell, file: Path, says: str) -> None:
    code, out, err = await shell.asks("restore", str(file), "--force")
    assert (code, out, err.count("\n")) == (1, "", 1), err
    assert says in err


@pytest.mark.parametrize(
    ("field", "becomes", "says"),
    [
        ('"schema": "0', '"schema": "9', "is newer than this program"),
        ('"format": 1', '"format": 2', "the backup is of a newer program; install the newest"),
    ],
)
async def test_a_newer_backup_is_refused(
    world: World, shell: Shell, file: Path, field: str, becomes: str, says: str
) -> None:
    """An old program does not guess what a new one meant."""
    await backed_up(world, shell, file)
    await world.app.database.engine.dispose()
    with zipfile.ZipFile(file) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    manifest = entries["manifest.json"].decode()
    entries["manifest.json"] = manifest.replace(field, becomes).encode()
    assert manifest != entries["manifest.json"].decode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    await _refused(shell, file, says)


async def test_an_altered_backup_is_refused_and_one_without_a_mac_is_asked_about(
    world: World, shell: Shell, file: Path
) -> None:
    """All sums fit, and yet somebody without the key wrote it; an old one comes with a word."""
    await world.enrol("Daeng Ngalle")
    await backed_up(world, shell, file)
    await world.app.database.engine.dispose()
    before = await world.dump()
    with zipfile.ZipFile(file) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
        mac = archive.comment
    await world.app.database.engine.dispose()
    _write(file, {**entries, "manifest.json": entries["manifest.json"] + b" "}, mac)
    await _refused(shell, file, "its MAC does not fit")
    assert (await shell.asks("restore", str(file), "--force", "--unauthenticated"))[0] == 1
    _write(file, entries, b"")
    await _refused(shell, file, "add --unauthenticated")
    assert await world.dump() == before
    await world.app.database.engine.dispose()
    code, _, err = await shell.asks("restore", str(file), "--force", "--unauthenticated")
    assert code == 0, err
    assert "nothing proves who wrote this backup" in err


def _write(file: Path, entries: dict[str, bytes], mac: bytes) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.comment = mac
        for name, content in entries.items():
            archive.writestr(name, content)


NEXT = '''"""What a later version may bring."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{new}", "{old}", None, None
def upgrade():
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("shoe_size", sa.Integer))
'''


async def test_an_older_backup_is_brought_up(  # noqa: PLR0913, PLR0917 - fixtures
    data: Path,
    sqlite_url: str,
    blank_url: str,
    shell: Shell,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After an upgrade the last backup still helps: it is restored as it was, then migrated."""
    async with open_world(data, database_url=sqlite_url) as world:
        await world.enrol("Daeng Ngalle")
        await backed_up(world, shell, file)
    shell.sets(database_url=blank_url)
    *_, old = known = schema.revisions()
    new = f"{int(old) + 1:04}"
    _publish(tmp_path / "later", new, NEXT.format(new=new, old=old), monkeypatch)
    monkeypatch.setattr(schema, "revisions", lambda: [*known, new])
    code, _, err = await shell.asks("restore", str(file), "--force")
    assert code == 0, err
    database = Database(blank_url)
    assert await schema.is_current(database)
    async with database.reading() as session:
        rows = await session.execute(text("SELECT shoe_size FROM members"))
        assert rows.all() == [(None,)]
    await database.close()


def _publish(folder: Path, new: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program have one more migration."""
    folder.mkdir()
    (folder / f"{new}_later.py").write_text(script)
    shipped, config_of = (
        Path(schema.__file__).parent / "migrations" / "versions",
        schema.alembic_config,
    )

    def config(connection: Connection | None = None) -> Config:
        made = config_of(connection)
        made.set_main_option("path_separator", "os")
        made.set_main_option("version_locations", f"{shipped}{os.pathsep}{folder}")
        return made

    monkeypatch.setattr(schema, "alembic_config", config)


def test_places_where_no_backup_can_be_written(
    shell: Shell, sqlite_url: str, tmp_path: Path
) -> None:
    """A folder, and one that is not there: one sentence."""
    shell.sets(database_url=sqlite_url)
    for path, says in ((tmp_path, "is a folder"), (tmp_path / "a" / "b", "No such file")):
        code, out, err = shell.types("backup", str(path))
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert says in err


def test_nothing_to_back_up(shell: Shell, file: Path) -> None:
    """Without a database the command to type is named, and no empty file is left."""
    code, _, err = shell.types("backup", str(file))
    assert code == 1
    assert "run: kamtibmas migrate" in err
    assert list(file.parent.glob("kamtibmas.backup*")) == []
