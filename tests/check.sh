#!/bin/sh
# What `./run check` does. Every step is run, so that one look shows everything there is to put right.
set -u
home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
export ONEPLAN_HOME="$home" DJANGO_SETTINGS_MODULE=oneplan.config.settings
failed=""
step() {
  name="$1"; shift
  echo "== $name"
  uv run --no-sync --quiet "$@" || failed="$failed, $name"
}

step "style" ruff check .
step "format" ruff format --check .
step "types" mypy
step "direction of imports" lint-imports
step "templates" djlint --lint --quiet src
step "migrations" python -W error -m django makemigrations --check --dry-run
step "settings" python -W error -m django check --deploy --fail-level WARNING

if [ -n "$failed" ]; then
  echo "Not right yet:${failed#,}"
  exit 1
fi
echo "All of it is right."
