"""What every engine's process does around its work: read, time, write, say what it took. Needs only pyarrow."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq


def measured(work: Callable[[Path], pa.Table], out_to: TextIO | None = None) -> None:
    """Time `work` on the first argument, write its `(record_id, cluster_id)` to the second, print the cost as JSON.

    Seconds are of the work itself, from file to clusters; imports are not counted. CPU counts every thread.
    """
    people, out = Path(sys.argv[1]), Path(sys.argv[2])
    began, cpu = time.perf_counter(), time.process_time()
    answer = work(people)
    cost = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    pq.write_table(answer, out)
    print(json.dumps({**cost, "megabytes": _peak_megabytes()}), file=out_to or sys.stdout)


def _peak_megabytes() -> float:
    """Of this process alone: `getrusage` would count its parent's memory from before the program was replaced."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
