"""One module a command, and what they share; the store and the extractor are imported when one runs."""
