"""The timeline page: templates and static files."""
