#!/bin/sh
# What `./run test` does: every test on SQLite, then the folders that touch the database again on PostgreSQL.
# With arguments, only those tests, on SQLite.
set -eu
if [ $# -gt 0 ]; then
  exec uv run --no-sync --quiet pytest "$@"
fi

uv run --no-sync --quiet pytest -n 2 --dist worksteal

url="$(uv run --no-sync --quiet python tests/postgresql.py)" || {
  echo "Skipped: the tests on PostgreSQL, because no server answered."
  echo "Name one in ONEPLAN_TEST_POSTGRES_URL, with a role that may create databases."
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
}
echo "Again on PostgreSQL: tests/integration and tests/access"
ONEPLAN_TEST_POSTGRES_URL="$url" uv run --no-sync --quiet pytest -n 2 --dist worksteal tests/integration tests/access
