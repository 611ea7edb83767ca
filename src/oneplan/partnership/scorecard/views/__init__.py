"""The scorecard's pages."""
