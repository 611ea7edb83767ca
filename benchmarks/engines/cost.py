"""What work cost: seconds, CPU seconds of every thread, and the most memory this process had. Printed as JSON."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def costed() -> Iterator[None]:
    began, cpu = time.perf_counter(), time.process_time()
    yield
    spent = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    status = Path("/proc/self/status").read_text(encoding="ascii")  # of this process alone, unlike getrusage
    print(json.dumps({**spent, "megabytes": int(status.split("VmHWM:")[1].split()[0]) / 1024}))
