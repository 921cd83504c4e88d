"""One file with everything of an installation: database, papers, keys."""

import json
import os
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

_KEPT = ("papers", "keys")


def backup(target: Path) -> int:
    """Writes a .tar.gz; returns how many files it holds. SQLite is copied while in use; PostgreSQL by pg_dump."""
    var = Path(settings.VAR)
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "database"
        _dump(dump)
        note = Path(folder) / "backup.json"
        note.write_text(json.dumps({"vendor": connection.vendor, "format": 1}), encoding="utf-8")
        partial = target.with_name(target.name + ".partial")
        count = 2
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file_out, tarfile.open(fileobj=file_out, mode="w:gz") as archive:
            archive.add(note, "backup.json")
            archive.add(dump, "database")
            for name in _KEPT:
                for file in sorted((var / name).rglob("*")):
                    if file.is_file():
                        archive.add(file, str(file.relative_to(var)))
                        count += 1
        os.replace(partial, target)
    return count


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    _postgres("pg_dump", "--format=custom", f"--file={target}")


def _postgres(program: str, *options: str) -> None:
    given = connection.settings_dict
    environment = os.environ | {"PGPASSWORD": str(given["PASSWORD"])}
    command = [program, "-h", str(given["HOST"]), "-p", str(given["PORT"] or 5432), "-U", str(given["USER"]), *options]
    subprocess.run([*command, "-d", str(given["NAME"])], env=environment, check=True)  # noqa: S603 -- PostgreSQL's own programs


def restore(source: Path) -> int:
    """Puts a backup into an empty data folder. Raises ValueError when there is data already, or for another database."""
    var = Path(settings.VAR)
    with tarfile.open(source) as archive:
        note = archive.extractfile("backup.json")
        facts = json.load(note) if note else {}
        if facts.get("vendor") != connection.vendor:
            raise ValueError(f"bản sao lưu của {facts.get('vendor')}, đang dùng {connection.vendor}")
        if connection.introspection.table_names() or (var / "keys" / "signing.key").exists():
            raise ValueError("cơ sở dữ liệu đích không trống")
        count = 0
        with tempfile.TemporaryDirectory() as folder:
            for member in archive.getmembers():
                if not member.isfile() or member.name.startswith(("/", "..")) or "/../" in member.name:
                    continue
                home = Path(folder) if member.name in ("database", "backup.json") else var
                archive.extract(member, home, filter="data")
                count += 1
            _load(Path(folder) / "database")
    for key in (var / "keys").glob("*"):
        key.chmod(0o600)
    return count


def _load(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        target = Path(str(connection.settings_dict["NAME"]))
        for old in (target, *target.parent.glob(target.name + "-*")):
            old.unlink(missing_ok=True)
        target.write_bytes(dump.read_bytes())
        return
    _postgres("pg_restore", "--no-owner", str(dump))
