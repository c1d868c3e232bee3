"""`GET /events` before Flask is entered: the most frequent request, of which Flask would take the larger part.

The answer is the same that the view gives, made by the same function, and is told to the same metrics and log.
Other methods, other forms and errors are Flask's. A service that asks for keys or counts
requests has no front.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from timeline_api.api.answers import Answer, asked_in
from timeline_api.api.event_arguments import EVENTS
from timeline_api.api.formats.choice import chosen
from timeline_api.api.headers import SAFE, SHARED, request_name
from timeline_api.api.observing import Observer, Seen
from timeline_api.api.problems import RAISED
from timeline_api.api.servers import read_somewhere
from timeline_api.api.service import Service
from timeline_api.api.timeline import answer_events

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ROUTE = "/events"
_STATUS = {200: "200 OK", 304: "304 NOT MODIFIED"}
_EVERY = [*SAFE, *SHARED]


class EventsFront:
    """A WSGI application that answers pages of events, and hands everything else on."""

    def __init__(self, behind: WSGIApplication, service: Service, observer: Observer) -> None:
        self._behind = behind
        self._service = service
        self._observer = observer

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI's own call."""
        if environ["PATH_INFO"] != _ROUTE or environ["REQUEST_METHOD"] != "GET":
            return self._behind(environ, start_response)
        if self._service.replicas.all and "HTTP_AUTHORIZATION" in environ:
            return self._behind(environ, start_response)  # whose key it is decides which server is asked
        seen = Seen()
        try:
            query = EVENTS.read(environ.get("QUERY_STRING", ""))
            if chosen(query.format, environ.get("HTTP_ACCEPT")) is not None:
                return self._behind(environ, start_response)
            asked = asked_in(environ)
            answer = read_somewhere(self._service, environ, lambda known: answer_events(known, query, asked))
        except Exception as error:
            environ[RAISED] = error
            return self._behind(environ, start_response)
        seen.rows, seen.sent = answer.rows, len(answer.content)
        return self._send(answer, seen, request_name(environ.get("HTTP_X_REQUEST_ID")), start_response)

    def _send(self, answer: Answer, seen: Seen, request_id: str, start_response: StartResponse) -> Iterable[bytes]:
        headers = [*answer.headers, *_EVERY, ("X-Request-ID", request_id)]
        if answer.status == 200:
            headers.append(("Content-Length", str(len(answer.content))))
        start_response(_STATUS[answer.status], headers)
        return _Sent(answer, seen, request_id, self._observer)


class _Sent(list[bytes]):
    """An answer's content; the request is told when the server closes it."""

    __slots__ = ("_answer", "_observer", "_request_id", "_seen")

    def __init__(self, answer: Answer, seen: Seen, request_id: str, observer: Observer) -> None:
        super().__init__((answer.content,))
        self._answer, self._seen, self._request_id, self._observer = answer, seen, request_id, observer

    def close(self) -> None:
        self._observer.tell(self._seen, self._request_id, "GET", _ROUTE, self._answer.status)
