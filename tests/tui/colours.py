"""Colours as numbers: contrast as WCAG 2 has it, colour-blind sight, and the difference seen.

Sight without one kind of cone: Machado, Oliveira and Fernandes, "A physiologically-based model for
simulation of color vision deficiency" (2009), severity 1.0. Difference: CIEDE2000, in the notation
of Sharma, Wu and Dalal (2005).
"""

from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import NamedTuple

Linear = tuple[float, float, float]

SIGHT: dict[str, tuple[Linear, Linear, Linear]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


class Lab(NamedTuple):
    """A colour in CIELAB."""

    lightness: float
    a: float
    b: float


def linear(colour: str) -> Linear:
    """Return red, green and blue of #rrggbb as amounts of light."""
    red, green, blue = (_light(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, sight: str) -> Lab:
    """Return a colour as it is seen with full sight or without one kind of cone."""
    light = linear(colour)
    changed = [min(1.0, max(0.0, _product(row, light))) for row in SIGHT[sight]]
    red, green, blue = changed
    xyz = [
        _product(row, (red, green, blue)) / white for row, white in zip(TO_XYZ, WHITE, strict=True)
    ]
    x, y, z = (
        value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
        for value in xyz
    )
    return Lab(116 * y - 16, 500 * (x - y), 200 * (y - z))


def _product(row: Linear, light: Linear) -> float:
    return sum(factor * part for factor, part in zip(row, light, strict=True))


def difference(one: Lab, other: Lab) -> float:
    """Return the difference of two colours by CIEDE2000."""
    mean = (hypot(one.a, one.b) + hypot(other.a, other.b)) / 2
    stretch = 1 + 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    chroma = hypot(one.a * stretch, one.b), hypot(other.a * stretch, other.b)
    hue = (
        degrees(atan2(one.b, one.a * stretch)) % 360,
        degrees(atan2(other.b, other.a * stretch)) % 360,
    )
    grey = chroma[0] * chroma[1] == 0
    turn = 0.0 if grey else (hue[1] - hue[0] + 180) % 360 - 180
    lighter = other.lightness - one.lightness
    stronger = chroma[1] - chroma[0]
    turned = 2 * sqrt(chroma[0] * chroma[1]) * sin(radians(turn / 2))
    lightness = (one.lightness + other.lightness) / 2
    strength = sum(chroma) / 2
    middle = sum(hue) if grey else _middle(*hue)
    weight = (
        1
        - 0.17 * cos(radians(middle - 30))
        + 0.24 * cos(radians(2 * middle))
        + 0.32 * cos(radians(3 * middle + 6))
        - 0.20 * cos(radians(4 * middle - 63))
    )
    blue = 30 * exp(-(((middle - 275) / 25) ** 2))
    rotation = -sin(radians(2 * blue)) * 2 * sqrt(strength**7 / (strength**7 + 25**7))
    lighter /= 1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2)
    stronger /= 1 + 0.045 * strength
    turned /= 1 + 0.015 * strength * weight
    return sqrt(lighter**2 + stronger**2 + turned**2 + rotation * stronger * turned)


def _middle(one: float, other: float) -> float:
    if abs(one - other) <= 180:
        return (one + other) / 2
    return (one + other + (360 if one + other < 360 else -360)) / 2


def least_difference(colours: tuple[str, ...], sight: str) -> float:
    """Return the smallest difference between any two of the colours."""
    labs = [seen(colour, sight) for colour in colours]
    return min(difference(one, other) for one, other in combinations(labs, 2))
