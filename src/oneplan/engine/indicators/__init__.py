"""Indicators: published figures, intervals, what may be said about change, and counts for places."""
