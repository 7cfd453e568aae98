# One image, three commands: vrijuit intake | staff | worker (see compose.yaml).
FROM python:3.11-slim
RUN useradd --create-home --uid 1000 vrijuit
WORKDIR /srv/vrijuit
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m pip install --no-cache-dir --require-hashes -r requirements.lock
COPY app app
COPY analysis analysis
COPY reporting reporting
COPY config config
COPY migrations migrations
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation .
USER vrijuit
ENV VRIJUIT_HOST=0.0.0.0
VOLUME /srv/vrijuit/instance
CMD ["vrijuit", "run"]
