"""Charts as SVG: from plain data to markup that is right in a page, in a PDF and on paper.

Every chart is an image with a title and a description for those who do not see it, and hands out the same
numbers as ``columns()`` and ``rows()`` for the table beside it. Colours are attributes, so that a PDF has
them, and classes, so that the page's style sheet can change them. Titles on one page differ: they make the ids.
"""

from goldenthread.core.charts.bars import Bars, Part, StackedBar
from goldenthread.core.charts.line import Line, Series
from goldenthread.core.charts.timeline import Lane, Mark, Timeline

__all__ = ["Bars", "Lane", "Line", "Mark", "Part", "Series", "StackedBar", "Timeline"]
