"""The product's settings, in a data folder of this test run, with a PostgreSQL where one is named."""

import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="oneplan-tests-")
os.environ["ONEPLAN_HOME"] = _home.name
os.environ["ONEPLAN_DEMO"] = "1"
_postgresql = os.environ.get("ONEPLAN_TEST_POSTGRES_URL")
os.environ.pop("ONEPLAN_DATABASE_URL", None)
if _postgresql:
    os.environ["ONEPLAN_DATABASE_URL"] = _postgresql

from oneplan.config.settings import *  # noqa: E402, F403
from oneplan.config.settings import DATABASES  # noqa: E402

DATABASES["default"]["OPTIONS"].pop("pool", None)  # a pool would keep the test database open when it is dropped
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
