"""The score scale and the rulers of key questions as shapes, drawn as SVG or as PNG.

Colours have names ("r0" to "r3" for ratings, "text", "quiet", "rule", "ground"): a page gives them
its light or dark values, a picture file has the light ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from io import BytesIO

from core.interval import whole_ends
from core.report_words import least_score, overall_bands_words, range_words
from core.scheme import OverallBands, Scheme
from core.scorecard import Total
from core.standard_result import KeyQuestionResult
from core.value import Value
from core.wording import overall_words, total_words
from sessions.documents.palette import LIGHT, colour_place
from sessions.text.visible import visible

SCALE = (720, 84)
NARROW_SCALE = (360, 84)
RULER = (300, 34)
MARGIN = 26
# Letters of a sans-serif face are about this much of their size wide.
LETTER = 0.56


class Shape(Value):
    """A rectangle, circle, polygon or text. `points` are its corners, centre or anchor."""

    kind: str
    points: tuple[tuple[float, float], ...]
    colour: str
    size: float = 0
    text: str = ""
    bold: bool = False


class Drawing(Value):
    """Shapes on a ground of `width` × `height`; `words` say all that the picture shows."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    words: str


# ---- what is drawn -----------------------------------------------------------------------------


def score_scale(
    scheme: Scheme, total: Total, awaited: int, size: tuple[int, int] = SCALE
) -> Drawing:
    """Draw where a score is among the bands of the overall rating."""
    bands = scheme.overall_bands(total.maximum)
    overall = visible(overall_words(total, awaited))
    words = f"Score {total_words(total)}: {overall}."
    if bands is not None:
        words += f" Bands: {visible(overall_bands_words(bands))}."
    return Drawing(*size, tuple(_scale_shapes(scheme, total, bands, size[0])), words)


def _scale_shapes(
    scheme: Scheme, total: Total, bands: OverallBands | None, width: int
) -> Iterator[Shape]:
    least = min(least_score(scheme), total.score)
    span = max(1, total.maximum - least)
    room = width - 2 * MARGIN

    def across(score: float) -> float:
        share = (min(max(score, least), total.maximum) - least) / span
        return MARGIN + room * share

    if bands is None:
        yield _box(across(least), 36, across(total.maximum), 60, "rule")
        yield _text(across(least), 76, str(least), "quiet", 12)
        yield _text(across(total.maximum), 76, str(total.maximum), "quiet", 12)
    for band in bands.bands if bands is not None else ():
        left, right = across(band.lowest - 0.5), across(band.highest + 0.5)
        yield _box(left + 1, 36, right - 1, 60, f"r{colour_place(scheme, band.rating)}")
        name = next(
            (
                name
                for name in (visible(band.rating.name), visible(band.rating.short))
                if len(name) * 13 * LETTER < right - left - 8
            ),
            "",
        )
        yield _text((left + right) / 2, 52.5, name, "ground", 13, bold=True)
        ends = range_words(band.lowest, band.highest)
        if len(ends) * 12 * LETTER < right - left:
            yield _text((left + right) / 2, 76, ends, "quiet", 12)
    mark = across(total.score)
    yield Shape("poly", ((mark - 7, 24), (mark + 7, 24), (mark, 35)), "text")
    yield _text(mark, 19, str(total.score), "text", 17, bold=True)


def question_ruler(scheme: Scheme, result: KeyQuestionResult) -> Drawing | None:
    """Draw where a key question is among the bands; None where it applied to no case."""
    if result.percent is None or result.band is None:
        return None
    words = f"{result.id}: {result.percent}%, in the band {visible(result.band.name)}"
    if result.interval is not None:
        low, high = whole_ends(result.interval)
        words += f"; 80% interval {range_words(low, high)}%"
    bounds = ", ".join(map(str, scheme.boundaries))
    words += f". Bands begin at {bounds}%." if bounds else "."
    return Drawing(*RULER, tuple(_ruler_shapes(scheme, result)), words)


def _ruler_shapes(scheme: Scheme, result: KeyQuestionResult) -> Iterator[Shape]:
    left, right = 10.0, RULER[0] - 14.0

    def across(percent: float) -> float:
        return left + (right - left) * percent / 100

    for band in scheme.bands:
        end = across(100 if band is scheme.bands[-1] else band.highest + 1)
        colour = f"r{colour_place(scheme, band.rating)}"
        yield _box(across(band.lowest) + 0.75, 16, end - 0.75, 21, colour)
    if result.interval is not None:
        low, high = whole_ends(result.interval)
        yield _box(across(low), 8, across(high), 10, "quiet")
        for place in (low, high):
            yield _box(across(place) - 0.75, 5.5, across(place) + 0.75, 12.5, "quiet")
    if result.percent is not None:
        yield Shape("circle", ((across(result.percent), 9),), "text", 5)
    free = -100.0
    for bound in (0, *scheme.boundaries, 100):
        if across(bound) - free >= 20 or bound == 0:
            yield _text(across(bound), 32, str(bound), "quiet", 10)
            free = across(bound)


def _box(left: float, top: float, right: float, bottom: float, colour: str) -> Shape:
    return Shape("rect", ((left, top), (max(left, right), bottom)), colour)


def _text(
    middle: float, base: float, text: str, colour: str, size: float, bold: bool = False
) -> Shape:
    return Shape("text", ((middle, base),), colour, size, text, bold)


# ---- as SVG ------------------------------------------------------------------------------------


def svg_of(drawing: Drawing) -> str:
    """Return a drawing as SVG for a page that gives the colours as classes `c-…`."""
    shapes = "".join(_svg_shape(shape) for shape in drawing.shapes)
    words = escape(drawing.words)
    return (
        f'<svg viewBox="0 0 {drawing.width} {drawing.height}" role="img" aria-label="{words}">'
        f"{shapes}</svg>"
    )


def _svg_shape(shape: Shape) -> str:
    kind, points, colour = shape.kind, shape.points, f'class="c-{shape.colour}"'
    if kind == "rect":
        (left, top), (right, bottom) = points
        return (
            f'<rect {colour} x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
            f'height="{bottom - top:.1f}"/>'
        )
    if kind == "circle":
        return f'<circle {colour} cx="{points[0][0]:.1f}" cy="{points[0][1]}" r="{shape.size}"/>'
    if kind == "poly":
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        return f'<polygon {colour} points="{corners}"/>'
    weight = ' font-weight="bold"' if shape.bold else ""
    return (
        f'<text {colour} x="{points[0][0]:.1f}" y="{points[0][1]}" font-size="{shape.size}" '
        f'text-anchor="middle"{weight}>{escape(shape.text)}</text>'
    )


# ---- as PNG ------------------------------------------------------------------------------------


def png_of(drawing: Drawing, scale: int = 4) -> bytes:
    """Return a drawing as PNG on a white ground, `scale` pixels for each unit."""
    from PIL import Image, ImageDraw, ImageFont

    colours = {f"r{place}": colour for place, colour in enumerate(LIGHT.ratings)}
    colours |= {name: getattr(LIGHT, name) for name in ("text", "quiet", "rule")}
    colours["ground"] = "#ffffff"
    image = Image.new("RGB", (drawing.width * scale, drawing.height * scale), "#ffffff")
    draw = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        at = [(x * scale, y * scale) for x, y in shape.points]
        colour = colours[shape.colour]
        if shape.kind == "rect":
            draw.rectangle((*at[0], *at[1]), fill=colour)
        elif shape.kind == "circle":
            draw.circle(at[0], shape.size * scale, fill=colour)
        elif shape.kind == "poly":
            draw.polygon(at, fill=colour)
        else:
            font = ImageFont.load_default(shape.size * scale)
            draw.text(
                at[0],
                _lettering(shape.text),
                fill=colour,
                font=font,
                anchor="ms",
                stroke_width=scale * 0.12 if shape.bold else 0,
            )
    data = BytesIO()
    image.save(data, "PNG", dpi=(96 * scale, 96 * scale))
    return data.getvalue()


def _lettering(text: str) -> str:
    """Text in the letters that Pillow's own face has; "" where it has not all of them."""
    plain = text.replace("–", "-")
    return plain if plain.isascii() else ""
