"""Which records are of one person. Splink lives here and nowhere else."""

from oneplan.engine.linkage.linking import link

__all__ = ["link"]
