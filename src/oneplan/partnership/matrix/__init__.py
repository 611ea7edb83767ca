"""The vulnerability matrix on screen."""
