# The service in a small image: built in one stage, run in another by a user without rights.
# The database is on the volume /var/lib/timeline; any TIMELINE_ setting can be given with --env.
#
#   docker build -t timeline-api .
#   docker run -p 8000:8000 -v timeline:/var/lib/timeline timeline-api
#   docker exec CONTAINER timeline-api keys create --help

# This one has a compiler.
FROM python:3.11-bookworm AS build
WORKDIR /source
COPY pyproject.toml setup.py README.md LICENSE ./
COPY timeline_api timeline_api
RUN python -m venv /opt/timeline \
 && TIMELINE_COMPILE=1 /opt/timeline/bin/pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin timeline \
 && install -d -o timeline -g timeline -m 0750 /var/lib/timeline
COPY --from=build /opt/timeline /opt/timeline
ENV PATH=/opt/timeline/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TIMELINE_DATABASE=sqlite:////var/lib/timeline/timeline.db \
    TIMELINE_HOST=0.0.0.0 \
    TIMELINE_PORT=8000
USER 10001
WORKDIR /var/lib/timeline
VOLUME /var/lib/timeline
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"TIMELINE_PORT\"]}/healthz', timeout=4)"]
CMD ["timeline-api", "serve"]
