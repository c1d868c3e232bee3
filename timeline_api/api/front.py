"""The most frequent requests before Flask is entered, of which it would take the larger part: pages of events, and how
many there are.

The answer is the same that the view gives, made by the same function, and is told to the same metrics and log.
Other methods, other forms and errors are Flask's. A service that asks for keys or counts
requests has no front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from timeline_api.api.answers import Answer, Asked, asked_in
from timeline_api.api.event_arguments import EVENTS, FACETS, HISTOGRAM, EventsQuery
from timeline_api.api.formats.choice import chosen
from timeline_api.api.headers import SAFE, SHARED, request_name
from timeline_api.api.observing import Observer, Seen
from timeline_api.api.problems import RAISED
from timeline_api.api.query_strings import QueryReader
from timeline_api.api.servers import read_somewhere
from timeline_api.api.service import Service
from timeline_api.api.summing import answer_facets, answer_histogram
from timeline_api.api.timeline import answer_events

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ROUTES: dict[str, tuple[QueryReader, Callable[[Service, Any, Asked], Answer]]] = {
    "/events": (EVENTS, answer_events),
    "/events/histogram": (HISTOGRAM, answer_histogram),
    "/events/facets": (FACETS, answer_facets),
}
_STATUS = {200: "200 OK", 304: "304 NOT MODIFIED"}
_EVERY = [*SAFE, *SHARED]


class EventsFront:
    """A WSGI application that answers pages of events and sums of them, and hands everything else on."""

    def __init__(self, behind: WSGIApplication, service: Service, observer: Observer) -> None:
        self._behind = behind
        self._service = service
        self._observer = observer

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI's own call."""
        route = environ["PATH_INFO"]
        if route not in _ROUTES or environ["REQUEST_METHOD"] != "GET":
            return self._behind(environ, start_response)
        if self._service.replicas.all and "HTTP_AUTHORIZATION" in environ:
            return self._behind(environ, start_response)  # whose key it is decides which server is asked
        seen = Seen()
        try:
            reader, make = _ROUTES[route]
            query = reader.read(environ.get("QUERY_STRING", ""))
            if isinstance(query, EventsQuery) and chosen(query.format, environ.get("HTTP_ACCEPT")) is not None:
                return self._behind(environ, start_response)
            asked = asked_in(environ)
            answer = read_somewhere(self._service, environ, lambda known: make(known, query, asked))
        except Exception as error:
            environ[RAISED] = error
            return self._behind(environ, start_response)
        seen.rows, seen.sent = answer.rows, len(answer.content)
        request_id = request_name(environ.get("HTTP_X_REQUEST_ID"))
        headers = [*answer.headers, *_EVERY, ("X-Request-ID", request_id)]
        if answer.status == 200:
            headers.append(("Content-Length", str(len(answer.content))))
        start_response(_STATUS[answer.status], headers)
        return _Sent(answer.content, lambda: self._observer.tell(seen, request_id, "GET", route, answer.status))


class _Sent(list[bytes]):
    """An answer's content; `tell` is called when the server closes it."""

    __slots__ = ("_tell",)

    def __init__(self, content: bytes, tell: Callable[[], None]) -> None:
        super().__init__((content,))
        self._tell = tell

    def close(self) -> None:
        """WSGI's own call, when the answer is sent."""
        self._tell()
