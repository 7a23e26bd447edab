"""Questionnaires from a spreadsheet, a question a row."""
