"""Whether two texts tell the same story: a sketch to find candidates by, and an exact comparison to decide.

Text in, answer out: no network, no clock, no database.
"""

from feedcrawler.similarity.likeness import Likeness, Reason, Text, compare
from feedcrawler.similarity.sketch import SKETCH_VERSION, sketch
from feedcrawler.similarity.words import words_of

__all__ = ["SKETCH_VERSION", "Likeness", "Reason", "Text", "compare", "sketch", "words_of"]
