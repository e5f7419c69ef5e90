"""Runs the checks in order, each with a time limit; a check that raises is a finding."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cli.doctor.finding import CheckState, Finding, Skipped, worst, wrong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.cli.doctor.setup import Setup

    Look = Callable[[Setup], AsyncIterator[Finding]]

LIMIT_S = 10.0
CLOSING_S = 2.0
_FAILED = frozenset({CheckState.WRONG, CheckState.SKIPPED})


@dataclass(frozen=True, slots=True)
class Check:
    """``look`` yields what it finds; it is left out where one of ``needs`` has failed."""

    name: str
    look: Look
    needs: tuple[str, ...] = ()
    limit_s: float = LIMIT_S


@dataclass(frozen=True, slots=True)
class Result:
    """What a check has found: at least one finding."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def state(self) -> CheckState:
        """Return the worst of it."""
        return worst(list(self.findings))


async def examine(setup: Setup, checks: Sequence[Check]) -> AsyncIterator[Result]:
    """Yield the result of each check as soon as there is one."""
    failed: set[str] = set()
    try:
        for check in checks:
            findings = await _findings(check, setup, failed)
            if worst(findings) in _FAILED:
                failed.add(check.name)
            yield Result(check.name, tuple(findings) or (Finding(CheckState.OK),))
    finally:
        await _close(setup)


async def _findings(check: Check, setup: Setup, failed: set[str]) -> list[Finding]:
    lacking = [name for name in check.needs if name in failed]
    if lacking:
        return [_skipped(f"of {lacking[0]}")]
    found: list[Finding] = []
    try:
        async with asyncio.timeout(check.limit_s):
            async for finding in check.look(setup):
                found.append(finding)  # noqa: PERF401 - what was found before a timeout is told
    except Skipped as because:
        found.append(_skipped(str(because)))
    except TimeoutError:
        found.append(wrong(f"no answer within {check.limit_s:g} s", _MENDS_SLOWNESS))
    except Exception as error:  # noqa: BLE001 - a doctor who stumbles goes on with the round
        found.append(wrong(f"the check itself failed ({type(error).__name__})", _MENDS_US))
    return [Finding(one.state, setup.hide(one.said), setup.hide(one.mend)) for one in found]


_MENDS_SLOWNESS = "see whether disk, network and server answer at all, and try again"
_MENDS_US = "run it again; where it stays, report it with the version and this line"


def _skipped(because: str) -> Finding:
    return Finding(CheckState.SKIPPED, f"not checked, because {because}")


async def _close(setup: Setup) -> None:
    """Give back what the checks opened; what hangs is left to the end of the process."""
    try:
        async with asyncio.timeout(CLOSING_S):
            await setup.closing.aclose()
    except TimeoutError:
        return
