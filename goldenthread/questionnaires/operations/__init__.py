"""Everything that changes questionnaires, by subject."""
