"""Builds the documents of the test corpus from one plan file each."""
