"""The house, and that each of its rules is seen to fail when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.architecture import checks

CODE = checks.ROOT / "thidua"


def test_modules_and_functions_are_short() -> None:
    assert checks.too_long(CODE) == []
    assert checks.long_views(CODE) == []


def test_names_say_what_things_are() -> None:
    assert checks.bad_names(CODE) == []


def test_no_stage_reaches_into_anothers_pages_or_jobs() -> None:
    assert checks.foreign_fronts(CODE) == []


def test_rules_ask_neither_clock_nor_disk() -> None:
    assert checks.impure(CODE) == []


def test_packages_and_modules_say_what_they_are() -> None:
    assert checks.missing_docstrings(CODE) == []


def test_nothing_names_the_machine_it_was_written_on() -> None:
    assert checks.own_paths(CODE, str(checks.ROOT.parent) + "/") == []


def test_every_text_has_its_english() -> None:
    known = {e.msgid for e in polib.pofile(str(CODE / "locale/en/LC_MESSAGES/django.po")) if e.msgstr and not e.fuzzy}
    assert sorted(checks.messages(CODE) - known) == []


def violate(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("check", "name", "text"),
    [
        (checks.too_long, "a.py", "x = 1\n" * 401),
        (checks.too_long, "a.py", "def f():\n" + "    x = 1\n" * 61),
        (checks.long_views, "units/views.py", "def f():\n" + "    x = 1\n" * 41),
        (checks.bad_names, "units/utils.py", ""),
        (checks.foreign_fronts, "units/actions.py", "from thidua.plans.views import plan_list\n"),
        (checks.impure, "units/rules.py", "from datetime import date\nx = date.today()\n"),
        (checks.missing_docstrings, "units/__init__.py", ""),
    ],
)
def test_each_rule_is_seen_to_fail(tmp_path: Path, check: object, name: str, text: str) -> None:
    assert check(violate(tmp_path, name, text))  # type: ignore[operator]  # a check


def test_a_missing_translation_is_seen(tmp_path: Path) -> None:
    violate(tmp_path, "a.html", '{% translate "Chưa ai dịch" %}')
    assert checks.messages(tmp_path) == {"Chưa ai dịch"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
    )


@pytest.mark.parametrize(
    ("name", "line", "contract"),
    [
        ("kernel/machine.py", "from thidua.plans import models", "The order of a movement's life"),
        ("units/rules.py", "import django", "Rules are pure"),
        ("units/models.py", "from thidua.units import actions", "Inside a stage"),
    ],
)
def test_each_import_contract_is_seen_to_fail(tmp_path: Path, name: str, line: str, contract: str) -> None:
    shutil.copytree(CODE, tmp_path / "thidua", ignore=shutil.ignore_patterns("*.ttf", "__pycache__"))
    shutil.copy(checks.ROOT / "pyproject.toml", tmp_path)
    file = tmp_path / "thidua" / name
    file.write_text(file.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout


def test_models_and_migrations_agree() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=checks.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
