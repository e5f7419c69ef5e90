"""Whatever was on a card once is pressed late: it is answered, truly, and does nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.handlers import TABLE
from bot.handlers.incoming import UpdateKind
from bot.models import DeadLetter
from bot.standin.methods.editing import NOT_MODIFIED
from tests.stories import late_alert_scenes, late_office_scenes, late_report_scenes
from tests.stories.late_presses import StoredRows, few, press, shown
from tests.stories.late_toasts import says_done, says_how_it_stands, says_nothing_done

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Sequence

    from tests.stories.late_presses import Answer, ShownButton
    from tests.stories.late_scene import Scene
    from tests.world import World

SCENES = [*late_alert_scenes.SCENES, *late_report_scenes.SCENES, *late_office_scenes.SCENES]
IN_THE_NOTICE = {"c:agree", "c:decline", "l:set"}  # everybody's; pressed in the scene about it
# What may be answered by nothing but the end of the wait, since its card shows it already.
SHOWS_IT = {
    **dict.fromkeys(["r:back", "a:back", "d:back", "h:back", "k:back"], "a way back, taken before"),
    **dict.fromkeys(["r:page", "k:list", "p:codes", "g:page"], "it is the page that is open"),
    **dict.fromkeys(["k:end", "k:over"], "it says that it has ended"),
    "s:picture": "it is the picture that is shown",
    "r:mistaken": "it is the question that is open",
    "v:pick": "its card became the confirmation",
    "e:keep": "its card became the confirmation",
}
# The same where it is pressed a second time.
SHOWS_IT_THEN = {
    **dict.fromkeys(["h:set", "h:stop", "h:resume", "h:silence", "h:unsilence"], "it shows it set"),
    "d:new": "it is a draft of its own",
    "a:set": "it asks whether it goes on",
    "w:count": "it says how many were counted",
}
# What is another press each time.
AGAIN = {
    "d:anonymous": "it hides the writer and shows them again",
    "i:place": "another code is made each time",
}
# Pressed late in no scene.
NEVER = {
    "?": "what is no button of the table: tests/test_table.py",
    "s:open": "no card offers it any more; what a phone kept of an older version does",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Each statement meets the other database in stories of its own."""
    return sqlite_url


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_every_old_button_is_answered(world: World, scene: Scene) -> None:
    """All that the scene's people were ever shown is pressed, what ends a case last."""
    await scene.play(world)
    late = _pressed(few(shown(world)), scene)
    assert sorted(set(scene.brings.split()) - {one.name for one in late}) == []
    with capture_logs() as lines:
        faults = [fault async for fault in _faults(world, late)]
    assert not faults
    assert not [line for line in lines if line["log_level"] in {"warning", "error", "critical"}]
    assert await world.count(DeadLetter) == 0


def test_every_button_is_pressed_late_in_a_scene() -> None:
    """A new button of the one table gets a scene, or a reason why not."""
    entries = {entry.name for entry in TABLE if entry.kind is UpdateKind.BUTTON}
    brought = {name for scene in SCENES for name in scene.brings.split()}
    assert entries == brought | set(NEVER)
    assert not brought & set(NEVER)


def _pressed(buttons: Sequence[ShownButton], scene: Scene) -> list[ShownButton]:
    """Return what is pressed in a scene: what no card offers any more first, what ends it last."""
    wanted = [
        one for one in buttons if one.name not in IN_THE_NOTICE or one.name in scene.brings.split()
    ]
    return sorted(wanted, key=lambda one: (one.ends, one.is_offered))


async def _faults(world: World, late: Sequence[ShownButton]) -> AsyncIterator[str]:
    """Press each twice; return what is wrong with what its presser saw."""
    with StoredRows.of(world) as stored:
        before = stored.read()
        for button in late:
            for nth in (1, 2):
                answer = await press(world, button)
                after = stored.read()
                changed = {name for name, rows in after.items() if rows != before[name]}
                before = after
                for fault in _wrong(answer, changed, nth):
                    pressed = f"{':'.join(button.parts)}, press {nth}"
                    yield f"{fault}: {pressed}: {answer.toast!r}, {changed}"
                if not changed and (button.is_menu or not answer.messages):
                    break  # it would be the same once more


def _wrong(answer: Answer, changed: Collection[str], nth: int) -> Sequence[str]:
    name, toast = answer.button.name, answer.toast
    is_known = says_done(toast) or says_nothing_done(toast) or says_how_it_stands(toast)
    found = {
        "nothing was said": answer.is_silent and not _shows_it(answer, nth),
        "it was said to be done": says_done(toast) and not changed,
        "nothing was said to be done": says_nothing_done(toast) and changed,
        "Telegram refused it": set(answer.refused) - {f"Bad Request: {NOT_MODIFIED}"},
        "it was done twice": nth > 1 and changed and name not in AGAIN,
        "late_toasts.py does not know what it says": toast and not is_known,
    }
    return [fault for fault, is_so in found.items() if is_so]


def _shows_it(answer: Answer, nth: int) -> bool:
    """Tell whether the card shows already what is pressed for: Telegram found it so."""
    button = answer.button
    is_second = nth > 1 and (button.is_menu or button.name in SHOWS_IT_THEN)
    return bool(answer.refused) and (is_second or button.name in SHOWS_IT)
