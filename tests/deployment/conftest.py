"""The image, as far as it comes to be without a Docker engine: once for all that look at it."""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path

import pytest

from tests.deployment import dockerfile
from tests.deployment.dockerfile import Player, Stage

CHECKOUT = Path(__file__).parents[2]


def lend_packages(environment: Path) -> None:
    """Let a virtual environment use the packages that the tests run with.

    They are those of ``requirements.txt``: asking the index for them again would show nothing new.
    """
    (folder,) = environment.glob("lib/python3*/site-packages")
    (folder / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")


@pytest.fixture(scope="session")
def stages() -> tuple[Stage, Stage]:
    """The Dockerfile's stages: the one that builds, and the one that is kept."""
    build, kept = dockerfile.read((CHECKOUT / "Dockerfile").read_text())
    return build, kept


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``.dockerignore`` lets Docker see of the checkout."""
    folder = tmp_path_factory.mktemp("context")
    for line in (CHECKOUT / ".dockerignore").read_text().splitlines():
        if line.startswith("!"):
            for path in CHECKOUT.glob(line[1:]):
                _take(path, folder / path.relative_to(CHECKOUT))
    return folder


def _take(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(path, target, symlinks=True, ignore=ignored)
    else:
        shutil.copy(path, target)


@pytest.fixture(scope="session")
def image(
    stages: tuple[Stage, Stage], context: Path, tmp_path_factory: pytest.TempPathFactory
) -> Player:
    """The image's files under a folder, made by the Dockerfile's own steps.

    Four steps are played otherwise: the packages are lent, not fetched; no user is added to the
    machine, and no program; so ``/data`` belongs to whoever runs the tests.
    """
    root = tmp_path_factory.mktemp("image")
    player = Player(
        root,
        context,
        {
            "/opt/kamtibmas/bin/pip install --no-cache-dir --no-deps --require-hashes": (
                lambda: lend_packages(root / "opt" / "kamtibmas")
            ),
            "useradd ": lambda: None,
            "apt-get ": lambda: None,
            "install --directory ": (root / "data").mkdir,
        },
    )
    for stage in stages:
        player.play(stage)
    return player
