"""The same files read and checked with what people use today, each in a process of its own."""
