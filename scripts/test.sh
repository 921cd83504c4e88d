#!/bin/sh
# Lint, then everything on SQLite, then the database tests again on a private PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/thidua prepare
sh scripts/lint.sh
echo "== SQLite"
.venv/bin/pytest -q "$@"
echo "== PostgreSQL"
.venv/bin/python scripts/with_postgres.py .venv/bin/pytest -q -m "not pure and not architecture and not journey" "$@"
