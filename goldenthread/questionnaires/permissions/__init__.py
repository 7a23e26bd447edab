"""Who may do what about questionnaires, by subject."""
