"""Reading questionnaires, by subject."""
