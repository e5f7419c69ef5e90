# The bot and what it needs to run (ffmpeg too), and nothing else: no compiler, no pip, no shell in its
# way.
#
#   docker build --tag kamtibmas-bot .
#
# It writes to /data and /tmp alone, so the rest may be read-only. compose.yaml shows how it is run,
# docs/operating.md the whole day of whoever runs it.

# One Python for both stages: a virtual environment points to the Python that made it. Minor version
# and Debian release are pinned; a rebuild brings their security fixes. To pin every byte as well:
#   docker build --build-arg BASE=python@sha256:... .
ARG BASE=python:3.11-slim-trixie

FROM ${BASE} AS build
WORKDIR /src
RUN python -m venv /opt/kamtibmas
# What changes rarely comes first: a new line of code does not fetch the packages again.
COPY requirements.txt ./
RUN /opt/kamtibmas/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: --requirement requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY config config
COPY bot bot
RUN /opt/kamtibmas/bin/pip install --no-cache-dir --no-deps --no-build-isolation --no-index .
RUN /opt/kamtibmas/bin/pip uninstall --yes --quiet flit-core pip

FROM ${BASE}
LABEL org.opencontainers.image.title="kamtibmas-bot" \
      org.opencontainers.image.description="A neighbourhood warns its police officer in time, by Telegram." \
      org.opencontainers.image.licenses="MIT"
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin kamtibmas
RUN install --directory --mode 700 --owner kamtibmas --group kamtibmas /data
# A program beside the bot, which writes voices and videos anew; without this line they are not taken.
RUN apt-get update -qq && apt-get install -qq --yes --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/kamtibmas /opt/kamtibmas
# 0.0.0.0 is inside the container: which port of the machine leads to it, the machine decides.
ENV PATH=/opt/kamtibmas/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    KAMTIBMAS_DATA=/data \
    KAMTIBMAS_LISTEN=0.0.0.0:8080
WORKDIR /data
# By number: an orchestrator that forbids root can see that it is none.
USER 10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# Asks the bot itself, past any proxy that the environment names.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection(os.environ['KAMTIBMAS_LISTEN'], timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]
# The command itself is process 1 and hears SIGTERM; a shell in between would swallow it.
# `docker run ... kamtibmas-bot migrate` comes before the first `run`: compose.yaml does it by itself.
ENTRYPOINT ["kamtibmas"]
CMD ["run"]
