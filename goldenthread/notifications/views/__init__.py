"""Mails and calendars: for whoever keeps the installation, for a partnership's business unit, for each person."""
