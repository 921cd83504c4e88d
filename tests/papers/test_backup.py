"""Backup and restore, as the commands do them, on an installation of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = """
import django; django.setup()
from thidua.portal.actions import set_up
set_up(province="Cửa Sông", full_name="Trần A", username="a", password="mot-mat-khau-dai")
from thidua.papers.actions import keep
from thidua.kernel.actor import system
keep("Nội dung".encode(), name="a.txt", actor=system())
"""
CHECK = """
import django; django.setup()
from thidua.units.models import Province
from thidua.papers.models import Paper
from thidua.journal import keys
print(Province.objects.get().name, Paper.objects.get().content().decode(), keys.fingerprint())
"""


def run(var: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "THIDUA_DATABASE"}
    environment |= {"THIDUA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "thidua.settings"}
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.architecture
def test_what_is_backed_up_comes_back_whole(tmp_path: Path) -> None:
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "backup.tar.gz"
    assert run(old, "-m", "thidua.command", "migrate").returncode == 0
    assert run(old, "-c", SETUP).returncode == 0
    done = run(old, "-m", "thidua.command", "backup", str(file))
    assert done.returncode == 0, done.stderr
    done = run(new, "-m", "thidua.command", "restore", str(file))
    assert done.returncode == 0, done.stderr
    before, after = run(old, "-c", CHECK), run(new, "-c", CHECK)
    assert after.stdout == before.stdout
    assert "Cửa Sông Nội dung" in after.stdout
    assert run(new, "-m", "thidua.command", "journal", "verify").returncode == 0
    again = run(new, "-m", "thidua.command", "restore", str(file))
    assert again.returncode == 1
    assert "không trống" in again.stderr
