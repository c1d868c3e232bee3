"""The version of the package, and so of the extractor that wrote an event."""

from datetime import date

__version__ = "0.1.0"

# The last day that this version can know of. An undated text is never taken to speak of a later year; the clock is
# never asked, so the same text always gives the same events.
RELEASED = date(2026, 11, 22)
