FROM node:22-bookworm-slim AS assets
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY static static
COPY templates templates
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gettext libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 1000 --create-home portal \
    && install --directory --owner portal --group portal --mode 0700 /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
WORKDIR /portal
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /portal/static/dist static/dist
# Addresses that only satisfy the settings: neither step connects to anything.
RUN for source in locale/*/LC_MESSAGES/*.po; do [ ! -e "$source" ] || msgfmt --check-format -o "${source%.po}.mo" "$source"; done \
    && ENVIRONMENT=local DATABASE_URL=postgresql://build/data KEYS_DATABASE_URL=postgresql://build/keys \
       REDIS_URL=redis://build EMAIL_URL=smtp://build python manage.py collectstatic --noinput -v0
USER portal
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# No access log: addresses of pages may hold a one-time link.
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
