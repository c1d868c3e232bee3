"""HTTP statuses by their names in RFC 9110 and 6585; Python knew older ones before 3.13."""

from __future__ import annotations

from http import HTTPStatus

_RENAMED = {413: "Content Too Large", 414: "URI Too Long", 422: "Unprocessable Content"}


def phrase(status: int) -> str:
    """The phrase of a status.

    >>> phrase(404), phrase(413)
    ('Not Found', 'Content Too Large')
    """
    return _RENAMED.get(status) or HTTPStatus(status).phrase
