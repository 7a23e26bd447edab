"""A partnership's own colour and logo on every page."""

from goldenthread.core.addresses import reverse
from goldenthread.partnerships.models import Partnership

LEAST_CONTRAST = 4.5


def contrast_with_white(colour: str) -> float:
    """The contrast of #rrggbb with white as WCAG 2 counts it: from 1 (none) to 21 (black)."""
    red, green, blue = (_light(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def too_pale(colour: str) -> str:
    """One sentence where white words on the colour cannot be read by everyone, else nothing."""
    contrast = contrast_with_white(colour)
    if contrast >= LEAST_CONTRAST:
        return ""
    return (
        f"This colour is too pale: its contrast with white is {contrast:.1f} to 1 and must be {LEAST_CONTRAST} "
        "or more. Choose a darker one."
    )


def css(partnership: Partnership) -> str:
    return f":root{{--brand:{partnership.colour}}}\n"


def css_address(partnership: Partnership) -> str:
    """Changes with the colour, so that browsers may keep what they have."""
    return f"{reverse('partnerships:brand', args=[partnership.slug])}?{partnership.colour[1:]}"


def logo_address(partnership: Partnership) -> str:
    """Empty where there is no logo. The logo has been read with the partnership by whoever asks."""
    logo = partnership.logo
    return f"{reverse('partnerships:logo', args=[partnership.slug])}?{logo.ref}" if logo and logo.may_be_served else ""
