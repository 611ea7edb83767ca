"""A made-up borough in the agencies' real formats. The truth is kept beside it, and nothing in the product reads it."""
