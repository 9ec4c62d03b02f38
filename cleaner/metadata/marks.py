"""What stands around and between names on a page, and how long a name may be."""

import re

DASHES = "-\N{EN DASH}\N{EM DASH}\N{ARABIC TATWEEL}"
EDGES = " \t\u00a0\u200f\u200e:/|،,.*()[]\N{BULLET}" + DASHES
DIGIT = re.compile(r"\d")
MAX_NAME = 60
