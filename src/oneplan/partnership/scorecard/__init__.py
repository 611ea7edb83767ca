"""Indicators against the plan."""
