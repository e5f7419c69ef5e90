"""What is no backup, what somebody altered or no key proves: refused, and nothing is touched."""

from __future__ import annotations

import secrets
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.models import Database, Report
from bot.services.operations import key_check
from bot.settings.environment import DATABASE_FILE
from tests.cli.backups import backed_up, content, refused
from tests.world import KEY, sqlite_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

pytestmark = [pytest.mark.both_databases]


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
    await refused(shell, file, "add --unauthenticated")


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
        await refused(shell, harmed, "the backup is damaged")
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            middle = info.header_offset + 30 + len(info.filename) + 20 + info.compress_size // 2
            harmed.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
            await refused(shell, harmed, "the backup is damaged")
    with zipfile.ZipFile(harmed, "w") as other:
        other.writestr("readme.txt", "hello")
    await refused(shell, harmed, "the file is no backup of this bot")
    await refused(shell, tmp_path / "nowhere", "No such file or directory")
    assert await world.count(Report) == 1


@pytest.mark.parametrize(
    ("field", "becomes", "says"),
    [
        ('"schema": "0', '"schema": "9', "is newer than this program"),
        ('"format": 1', '"format": 2', "the backup is of a newer program; install the newest"),
    ],
)
async def test_a_newer_backup_isrefused(
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
    await refused(shell, file, says)


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
    await refused(shell, file, "its MAC does not fit")
    assert (await shell.asks("restore", str(file), "--force", "--unauthenticated"))[0] == 1
    _write(file, entries, b"")
    await refused(shell, file, "add --unauthenticated")
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
