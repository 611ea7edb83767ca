"""The loop: records to knowledge. No Django, no clock, no settings, no network; `as_of` is an argument."""
