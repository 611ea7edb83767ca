"""The rules, one module for each job. No Django, no database."""
