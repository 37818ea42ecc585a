#!/usr/bin/env bash
# Run once by the postgres image on an empty volume. The same two logins as scripts/lib/database-roles.mjs makes:
# <name>_owner owns the tables and migrates, <name>_app is the running server and may do what migrations grant it.
set -euo pipefail
owner_password="$(cat /run/secrets/owner_password)"
app_password="$(cat /run/secrets/app_password)"
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
  -v name="$ENTENTE_DATABASE" -v owner="${ENTENTE_DATABASE}_owner" -v app="${ENTENTE_DATABASE}_app" \
  -v owner_password="$owner_password" -v app_password="$app_password" <<'SQL'
CREATE ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE :"app" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
CREATE DATABASE :"name" OWNER :"owner";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"owner", :"app";
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
REVOKE CONNECT ON DATABASE template1 FROM PUBLIC;
\connect :"name"
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app";
SQL
