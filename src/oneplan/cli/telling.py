"""What the command line says while it works: each step as it begins, and how long it took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console

#: Everything said goes to standard error, so that `--json` can be piped.
console = Console(stderr=True, highlight=False)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say what begins, and at its end how long it took."""
    console.print(what, markup=False)
    started = monotonic()
    yield
    console.print(f"  in all {monotonic() - started:.1f} s")


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """A function to call at the beginning of each step: says it, and how long the step before took."""
    began: list[tuple[str, float]] = []

    def finish() -> None:
        if began:
            name, at = began.pop()
            console.print(f"  {name:<60} {monotonic() - at:6.1f} s", markup=False)

    with console.status("") as status:

        def step(name: str) -> None:
            finish()
            began.append((name, monotonic()))
            status.update(name)

        yield step
        finish()
