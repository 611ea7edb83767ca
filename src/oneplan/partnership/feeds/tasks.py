"""Reading what was sent beside the website, so that no page waits for it."""

import os
import subprocess
import sys
from threading import Thread

from django.conf import settings


def start_reading() -> None:
    """Begin to read whatever waits, in a process of its own, and come back at once."""
    environment = {**os.environ, "ONEPLAN_HOME": str(settings.ONEPLAN_HOME)}
    process = subprocess.Popen(
        [sys.executable, "-c", "from oneplan.cli import main; main()", "watch"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=process.wait, daemon=True).start()  # or it would stay in the process table when it has ended
