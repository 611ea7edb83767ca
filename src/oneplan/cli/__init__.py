"""The command line: `./run synth`, `load`, `refresh`, `demo`, `bench`, `audit`. `./run COMMAND --help` tells more."""

from oneplan.cli.commands import main

__all__ = ["main"]
