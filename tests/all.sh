#!/bin/sh
# What `./run test` does: every test on SQLite, then those that touch the database again on PostgreSQL.
# With arguments, only those tests, on SQLite.
set -eu
# A server that is named is for the second run only: the tests take it as soon as they see it.
on_sqlite() { env -u ONEPLAN_TEST_POSTGRES_URL uv run --no-sync --quiet pytest "$@"; }

if [ $# -gt 0 ]; then
  on_sqlite "$@"
  exit
fi

on_sqlite -n 2 --dist worksteal

url="$(uv run --no-sync --quiet python tests/postgresql.py)" || {
  echo "Skipped: the tests on PostgreSQL, because no server answered."
  echo "Name one in ONEPLAN_TEST_POSTGRES_URL, with a role that may create databases."
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
}
echo "Again on PostgreSQL: what touches the database"
ONEPLAN_TEST_POSTGRES_URL="$url" uv run --no-sync --quiet pytest -n 2 --dist worksteal tests/integration tests/access
