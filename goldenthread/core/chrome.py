"""What stands around every page: whose it is, where one can go, who is signed in.

``core`` does not know partnerships, so a context processor above it fills a ``Chrome`` and gives it to
the templates under that name. Pages without one, such as the page for a failure, show the defaults.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str
    active: bool = False
    """The page is this one or belongs under it."""


@dataclass(frozen=True, slots=True)
class Chrome:
    name: str = "Golden Thread"
    """The partnership's name, or the product's where no partnership is meant."""
    home: str = "/"
    logo: str = ""
    brand_css: str = ""
    """Address of a style sheet that holds ``:root { --brand: #rrggbb }``."""
    navigation: Sequence[Link] = ()
    search: str = ""
    """Address that answers ``?q=``."""
    user: str = ""
    """Name of the person who is signed in, empty for everyone else."""
    user_menu: Sequence[Link] = ()
    sign_in: str = ""
    sign_out: str = ""
    """Address that takes a POST."""
    footer: Sequence[Link] = ()
    demonstration: bool = False
    as_at: date | None = None
    """The day whose plan is shown, where it is not today's."""
    as_at_leave: str = ""
    """Address of the same page as it is today."""
