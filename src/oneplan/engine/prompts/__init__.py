"""Reasons to talk: which written rules hold for which child, on which facts, and whom to go to first."""
