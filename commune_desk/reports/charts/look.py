"""How a chart is dressed: in grey on paper, in the colours of the window on screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor

from commune_desk.domain.charts import Fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.charts import Chart


class Texture(Enum):
    """The three that survive a photocopier (PAPERS.md); colour only helps them."""

    SOLID = "solid"
    HATCH = "hatch"
    OUTLINE = "outline"


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Sizes in the unit of the drawing, and the colour of each token."""

    colours: Mapping[str, Color]
    body: float
    small: float
    places: int
    """Decimals of a rate: two on paper, none on screen."""

    greys: bool
    """Whether black, hatch and white must do, as on paper."""

    def colour(self, token: str) -> Color:
        """Give the colour of a token."""
        return self.colours[token]

    def texture(self, fill: Fill, chart: Chart) -> tuple[Texture, Color]:
        """Say how a part is drawn; what money has done is the darkest of its chart."""
        match fill:
            case Fill.PROMISED:
                return Texture.HATCH, self.colour("bar_2")
            case Fill.SOUGHT:
                return Texture.OUTLINE, self.colour("bar_2")
            case Fill.COMMITTED if self.greys:
                return Texture.OUTLINE, self.colour("bar_2")
            case Fill.SECURED if self.greys and _paid(chart):
                return Texture.HATCH, self.colour("bar_2")
        return Texture.SOLID, self.colour(fill.value)


def _paid(chart: Chart) -> bool:
    return any(one.fill is Fill.PAID for one in chart.series)


def _grey(level: float) -> Color:
    return Color(level, level, level)


ON_PAPER = ChartLook(
    {
        "ink": _grey(0.0),
        "ink_soft": _grey(0.3),
        "line": _grey(0.58),
        "surface": _grey(1.0),
        "bar_0": _grey(1.0),
        "bar_1": _grey(0.0),
        "bar_2": _grey(0.0),
        "bar_3": _grey(0.0),
        "light_ok": _grey(0.0),
        "light_watch": _grey(0.0),
        "light_correct": _grey(0.0),
        "light_unknown": _grey(0.0),
    },
    9.0,
    7.5,
    2,
    greys=True,
)

_LIGHTS = {
    "light_ok": "link",
    "light_watch": "amber",
    "light_correct": "red",
    "light_unknown": "ink_soft",
}
"""The tokens of the window that lights wear."""

_TOKENS = ("ink", "ink_soft", "line", "surface", "bar_0", "bar_1", "bar_2", "bar_3")


def on_screen(tokens: Mapping[str, str], body: float, small: float) -> ChartLook:
    """Dress a chart in the colours of a theme of the window, in pixels."""
    named = {token: token for token in _TOKENS} | _LIGHTS
    colours = {own: HexColor(tokens[token]) for own, token in named.items()}
    return ChartLook(colours, body, small, 0, greys=False)
