"""Text to resolved time expressions. Pure: no Flask, no SQLAlchemy, no clock, no files at run time."""
