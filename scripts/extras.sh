#!/bin/sh
# Add the optional packages (Dask, e5) to .venv, each pinned with its hash; `make clean setup` takes them out again.
set -eu
cd "$(dirname "$0")/.."
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements-extras.lock
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-extras.lock
fi
