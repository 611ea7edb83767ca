"""What is meant: files that professionals read, change and sign off, and one schema per kind."""
