"""Counts by facet of days and months where many events are, and of the periods that events cover, so that neither a cut
month nor what reaches into a range has to be looked at.

The tables stay as they are: these are rows of other levels, and months have rows no longer where few events are.
"""

from __future__ import annotations

from alembic import op

from timeline_api.store.facets import keep_rows, recount_facets, tallies
from timeline_api.store.tallying import MONTHS, short_rows, touched

revision = "0017_facets_by_day"
down_revision = "0016_facets_by_period"
branch_labels = None
depends_on = None

_MONTH, _YEAR, _ALL, _UNDATED = 1, 2, 8, 9


def upgrade() -> None:
    """Count everything anew."""
    recount_facets(op.get_bind())


def downgrade() -> None:
    """Keep the counts that there were, and count all months."""
    op.execute(f"DELETE FROM facet_count WHERE level NOT IN ({_YEAR}, {_ALL}, {_UNDATED})")
    for counted in tallies(op.get_bind()):
        rows = short_rows(counted, MONTHS, touched(counted, MONTHS))
        keep_rows(op.get_bind(), [row for row in rows if row[0] == _MONTH])
