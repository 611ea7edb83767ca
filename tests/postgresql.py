"""Prints the address of a PostgreSQL server where tests may create databases, or ends with 1 when there is none."""

import os
import sys

import psycopg

LOCAL = ("postgresql:///postgres?host=/var/run/postgresql", "postgresql:///postgres?host=/tmp")
MAY_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


def answers(url: str) -> bool:
    """Whether a server answers there to a role that may create databases."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(MAY_CREATE).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


named = os.environ.get("ONEPLAN_TEST_POSTGRES_URL")
found = next((url for url in ([named] if named else LOCAL) if answers(url)), None)
if found is None:
    sys.exit(1)
print(found)
