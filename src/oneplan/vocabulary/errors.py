"""Errors that a person will read: what is wrong, where, and what to do, in one sentence."""


class OnePlanError(Exception):
    """Base of every error with a sentence for a person. `str(error)` is that sentence, safe to show and to log.

    It never holds personal data: sentences name files, tables, columns and line numbers, not values of people.
    """


class Refused(OnePlanError):
    """A whole file or submission is refused and nothing was changed."""


class NotAllowed(OnePlanError):
    """The actor may not do this. Views answer as they would for a thing that does not exist."""


class NoSnapshot(OnePlanError):
    """Nothing has been refreshed yet, so there is no snapshot to read."""


class DefinitionError(OnePlanError):
    """A definition file does not say what its schema needs. The sentence names the file and the field."""


class NotPassed(OnePlanError):
    """Numbers were asked for that have not passed disclosure control as they are."""
