"""The work: one Django app per part of what a partnership does, every one the same shape."""
