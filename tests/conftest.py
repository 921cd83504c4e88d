"""Fixtures: a private data folder, and a small province whose movement each stage's tests take as far as they need."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from tests.world import World, run_jobs


@pytest.fixture(scope="session", autouse=True)
def _private_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("var")
    (folder / "keys").mkdir()
    django_settings.VAR = folder
    django_settings.ORIGIN = "http://testserver"
    django_settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"},
    }
    return


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of rules are pure by their place; journeys and architecture by theirs."""
    for item in items:
        path = Path(str(item.fspath))
        if path.name in ("test_rules.py", "test_machine.py", "test_reader.py") or path.parent.name == "kernel":
            item.add_marker(pytest.mark.pure)
        if path.parent.name == "architecture":
            item.add_marker(pytest.mark.architecture)
        if path.parent.name == "journeys":
            item.add_marker(pytest.mark.journey)


@pytest.fixture
def world(db: Any) -> World:
    """A province with units, people and a council, before any plan."""
    return World()


@pytest.fixture
def running(world: World) -> World:
    """The same, its movement launched."""
    world.launch()
    return world


@pytest.fixture
def launched(running: World) -> World:
    """The same, the department registered and accepted."""
    running.register()
    return running


@pytest.fixture
def reported(launched: World) -> World:
    """The same, the department's yearly report accepted."""
    launched.report()
    return launched


@pytest.fixture
def ready(reported: World) -> World:
    """The same, one nomination through its route."""
    reported.nominate()
    return reported


@pytest.fixture
def approved(ready: World) -> World:
    """The same, approved by the council."""
    ready.hold_session()
    return ready


@pytest.fixture
def issued(approved: World) -> World:
    """The same, decision issued and certificates out."""
    approved.decide()
    run_jobs()
    return approved
