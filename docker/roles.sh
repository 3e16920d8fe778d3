#!/bin/sh
# Run once, by the database's own start on an empty volume. The owner makes and changes the tables;
# the application owns nothing, so that row-level security holds it (docs/decisions/walls.md).
set -eu
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" <<'SQL'
CREATE ROLE portal_owner LOGIN CREATEDB PASSWORD :'owner';
CREATE ROLE portal_app LOGIN PASSWORD :'app';
CREATE DATABASE portal OWNER portal_owner;
CREATE DATABASE portal_keys OWNER portal_owner;
SQL
