# The bot, not as root, with nothing that running does not need. Data and key live in /data.
FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv /opt/kamtibmas
COPY requirements.txt ./
RUN /opt/kamtibmas/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY config config
COPY bot bot
RUN /opt/kamtibmas/bin/pip install --no-deps --no-build-isolation --no-index --editable .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data kamtibmas && install -d -o kamtibmas /data
COPY --from=build /opt/kamtibmas /opt/kamtibmas
COPY --from=build /app /app
ENV PATH=/opt/kamtibmas/bin:$PATH KAMTIBMAS_DATA=/data PYTHONDONTWRITEBYTECODE=1
USER kamtibmas
VOLUME /data
# A schema that is new already is brought up in a moment: safe at every start.
CMD ["sh", "-c", "kamtibmas migrate && exec kamtibmas run"]
