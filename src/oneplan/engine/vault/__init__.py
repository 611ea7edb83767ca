"""Names, birth dates, addresses and identifiers. Only linkage, people and one audited operation may look."""
