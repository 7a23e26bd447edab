"""What the same pages cost with plain Django: raw indexed SQL and Django templates over the same tables.

No sign-in, no permission, no history. ``bench/README.md`` says what is fair about it and what is not.
"""
