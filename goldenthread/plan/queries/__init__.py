"""Reading a plan, by subject."""
