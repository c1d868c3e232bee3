"""Counts by facet of days in months with many events, and of the periods that events cover, so that neither a cut month
nor what reaches into a range has to be looked at.

The tables stay as they are: these are rows of other levels.
"""

from __future__ import annotations

from alembic import op

from timeline_api.store.facets import recount_facets

revision = "0017_facets_by_day"
down_revision = "0016_facets_by_period"
branch_labels = None
depends_on = None

_KEPT = (1, 2, 8, 9)
"""Levels of months, years, all events and those without a date."""


def upgrade() -> None:
    """Count everything anew."""
    recount_facets(op.get_bind())


def downgrade() -> None:
    """Keep the counts that there were."""
    op.execute(f"DELETE FROM facet_count WHERE level NOT IN {_KEPT}")
