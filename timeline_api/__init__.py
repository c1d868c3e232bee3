"""Articles become dated events with evidence, and events become timelines over HTTP.

The public Python call is `extract`, and `extract_times` where events are not wanted:

>>> from datetime import date
>>> from timeline_api import Document, extract
>>> result = extract(Document("The bridge reopened on Monday.", published=date(2024, 12, 11)))
>>> result.events[0].date.edtf
'2024-12-09'
"""

from timeline_api.model import Document, Event, Extraction, Timex
from timeline_api.pipeline import extract, extract_times
from timeline_api.version import __version__

__all__ = ["Document", "Event", "Extraction", "Timex", "__version__", "extract", "extract_times"]
