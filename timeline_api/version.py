"""The version of the package, and so of the extractor that wrote an event."""

__version__ = "0.1.0"
