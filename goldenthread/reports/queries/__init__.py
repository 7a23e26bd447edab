"""Reads over every domain, by page."""
