"""A copy while the bot runs, and back: all of it or nothing, on either database."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.demo.seed import seed
from bot.models import Attachment, Database, Member, Report, schema
from tests.cli.backups import FIRE, backed_up, content, mode
from tests.stories.test_photo import picture as photo
from tests.world import KEY, open_world, sqlite_in

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

    from tests.cli.shell import Shell
    from tests.world import World

pytestmark = pytest.mark.both_databases


async def test_all_comes_back_on_either_database(
    world: World, shell: Shell, file: Path, blank_url: str, tmp_path: Path
) -> None:
    """Moving house: every row and every photo, from either database to either; it goes on there."""
    kept = await _two_pictures(world)
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
    assert len(kept) == 2
    for path in kept:
        assert content(house / path) == content(world.data / path)
    async with open_world(house, database_url=url) as moved:
        after = await moved.dump()
        assert len(after) == len(before) + 1  # the audit says that it was restored
        assert {repr(row) for row in before} <= {repr(row) for row in after}
        assert await moved.count(Report) == await world.count(Report)


async def _two_pictures(world: World) -> list[str]:
    """Tell twelve weeks, then a fire with a picture and a note with another."""
    app = world.app
    await seed(app.database, app.config, app.vault, world.clock.at)
    officer = await world.enrol("Bripka Waris", role="officer")
    resident = await world.enrol("Daeng Ngalle")
    resident.sends_photo(photo(), caption=FIRE)
    await world.settle()
    await world.presses(resident, "Masih, kirim")
    await world.writes(resident, f"{await world.newest_ticket()} apinya merambat ke RT 04")
    await world.presses(officer, "Lainnya", "Lainnya", "Tulis catatan")
    officer.sends_photo(photo(), caption="Butuh damkar")
    await world.settle()
    kept = sorted(await world.all(Attachment), key=lambda one: one.id)
    assert [one.note_id is not None for one in kept] == [False, True]
    return [one.path for one in kept if one.path is not None]


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
