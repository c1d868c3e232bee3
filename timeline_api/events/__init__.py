"""Resolved time expressions and sentences to events: dating, titles, confidence."""
