"""A made-up borough in the agencies' real formats, with the truth kept beside it. Nothing in the product reads the truth."""
