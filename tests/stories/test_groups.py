"""Groups: one sentence to a command, silence to everything else, and nothing kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Draft, HandledUpdate, Member

if TYPE_CHECKING:
    from tests.world import World


async def test_a_command_is_answered_with_the_way_to_the_private_chat(world: World) -> None:
    """One sentence with a link, and no draft of what was said."""
    person = world.telegram.person("Daeng Naba")
    group = world.telegram.group("Warga RW 05", [person])
    group.writes(person, "/lapor ada maling di RT 03")
    await world.settle()
    (answer,) = group.from_bot
    assert f"https://t.me/{world.app.config.bot.username}" in answer.html
    assert await world.count(Draft) == 0
    assert await world.count(Member) == 0
    assert await world.count(HandledUpdate) == 0


async def test_a_command_for_another_bot_is_not_ours(world: World) -> None:
    """/help@another_bot is passed over, /help with our own name is answered."""
    person = world.telegram.person("Daeng Naba")
    group = world.telegram.group("Warga RW 05", [person])
    group.writes(person, "/help@another_bot")
    await world.settle()
    assert group.from_bot == []
    group.writes(person, f"/help@{world.app.config.bot.username}")
    await world.settle()
    assert len(group.from_bot) == 1


async def test_everything_else_is_passed_over(world: World) -> None:
    """Chatter of a member too: not answered, not kept."""
    person = await world.enrol("Daeng Naba")
    handled = await world.count(HandledUpdate)
    group = world.telegram.group("Warga RW 05", [person])
    group.writes(person, "ada maling di RT 03, tolong")
    await world.settle()
    assert group.from_bot == []
    assert await world.count(Draft) == 0
    assert await world.count(HandledUpdate) == handled
