"""Slow, obvious, plain-Python versions of the engine's steps, to hold the fast ones against."""
