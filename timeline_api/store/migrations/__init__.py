"""The steps of the tables, oldest first; each module of `versions` is one Alembic revision.

A step is written by hand and never changes once released. A test compares where the steps lead with `tables`.
"""
