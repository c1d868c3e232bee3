"""Pages of events in other forms than our own JSON: a module a form, and which of them a caller wants."""
