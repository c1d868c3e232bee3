"""The Flask application factory."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from timeline_api.api import contract, headers, observing, openapi, problems, rates, servers
from timeline_api.api.front import EventsFront
from timeline_api.api.service import EXTENSION, make_service
from timeline_api.settings import Settings
from timeline_api.web import pages


def create_app(settings: Settings) -> Flask:
    """The whole service as a WSGI application; it opens no connection before the first request."""
    app = Flask("timeline_api", static_folder=None)
    app.url_map.merge_slashes = False  # no redirects: a path is known or it is not
    app.url_map.strict_slashes = True
    made = app.extensions[EXTENSION] = make_service(settings)
    observer = observing.register(app, made)
    headers.register(app)
    problems.register(app)
    rates.register(app, settings.rate_limit)
    openapi.register(app)
    app.register_blueprint(contract.blueprint)
    app.register_blueprint(pages.blueprint)
    if made.replicas.all:
        servers.register(app)
    if settings.read_access == "open" and settings.rate_limit == "off":
        app.wsgi_app = EventsFront(app.wsgi_app, made, observer)  # type: ignore[method-assign]  # Flask's own way
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, 0, hops)  # type: ignore[method-assign]  # Flask's own way
    return app
