"""Everything that changes a plan, by subject."""
