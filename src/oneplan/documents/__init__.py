"""One document model, rendered as accessible HTML and as an accessible Word file."""
