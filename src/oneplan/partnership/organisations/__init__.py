"""Agencies, teams, the people who work in them, and what their work is."""
