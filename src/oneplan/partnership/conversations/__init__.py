"""Reasons to talk, and what people decided about each."""
