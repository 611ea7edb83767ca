"""OnePlan: the shared system of a local children's partnership."""
