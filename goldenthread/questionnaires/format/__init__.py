"""The file of a questionnaire: its shape, how it is read, what a second edition changes. It needs no database."""
