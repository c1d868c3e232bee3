"""Which form a caller wants: by the parameter `format`, else by `Accept`."""

from __future__ import annotations

from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from timeline_api.api.formats import atom, comma, ics, jsonld, ndjson, timelinejs, vis
from timeline_api.api.formats.shown import Form
from timeline_api.api.problems import Flaw, Problem

JSON = "json"
FORMS: dict[str, Form] = {
    module.FORM.name: module.FORM for module in (ndjson, comma, ics, atom, jsonld, timelinejs, vis)
}
NAMES = (JSON, *FORMS)
_BY_TYPE = {"application/json": JSON} | {form.media_type.partition(";")[0]: name for name, form in FORMS.items()}


def chosen(name: str | None, accept: str | None) -> Form | None:
    """The form asked for, None for our own JSON. `Problem` 406 when `Accept` takes none that there is."""
    if name is not None:
        return FORMS.get(name)
    return _accepted(accept) if accept and accept != "*/*" else None


@lru_cache(maxsize=256)
def _accepted(accept: str) -> Form | None:
    best = parse_accept_header(accept, MIMEAccept).best_match(list(_BY_TYPE))
    if best is None:
        known = ", ".join(_BY_TYPE)
        raise Problem(406, f"there is no such form here; there are {known}", [Flaw("header", known, name="Accept")])
    return FORMS.get(_BY_TYPE[best])
