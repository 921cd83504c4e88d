#!/bin/sh
# Starts the product on an office machine: database, demo on first start, web server and job worker.
set -eu
port="$1"; demo="$2"
cd "$(dirname "$0")/.."
exec .venv/bin/thidua serve --port "$port" --demo "$demo"
