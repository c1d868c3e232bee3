"""Articles, events and their evidence in SQLite or PostgreSQL: tables, transactions, queries, migrations."""
