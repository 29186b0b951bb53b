"""Elements of a picture, with everything in them escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

Value = str | float | int


def element(name: str, *children: str | Markup, **attributes: Value) -> Markup:
    """An SVG element; `class_` and names with _ are written as class and with -."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
    )
    inner = Markup("").join(children)
    return Markup(f"<{name}{written}>{inner}</{name}>")


def picture(width: float, height: float, label: str, *children: Markup) -> Markup:
    """An SVG that scales with the page, and says to a screen reader what it shows."""
    return element(
        "svg",
        element("title", label),
        *children,
        viewBox=f"0 0 {_short(width)} {_short(height)}",
        role="img",
        width=width,
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def text(x: float, y: float, content: str, class_: str = "") -> Markup:
    """A piece of text with its baseline at (x, y)."""
    return element("text", content, x=x, y=y, class_=class_)


def bar(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    """A filled box; nothing is drawn of one without width."""
    return element("rect", x=x, y=y, width=max(0.0, width), height=height, class_=class_)


def dot(x: float, y: float, radius: float, class_: str) -> Markup:
    """A circle."""
    return element("circle", cx=x, cy=y, r=radius, class_=class_)


def diamond(x: float, y: float, radius: float, class_: str) -> Markup:
    """A square on its corner, told from a circle without colour."""
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    points = " ".join(f"{_short(a)},{_short(b)}" for a, b in corners)
    return element("polygon", points=points, class_=class_)


def path(points: list[tuple[float, float]], class_: str) -> Markup:
    """A line through points."""
    written = " ".join(f"{_short(x)},{_short(y)}" for x, y in points)
    return element("polyline", points=written, class_=class_)


def _short(value: Value) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
