"""Short random references: what stands in an address instead of a row number, so that nobody can guess the next."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def new_ref() -> str:
    """Ten letters and digits without look-alikes: 30 ** 10 possibilities, about 49 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
