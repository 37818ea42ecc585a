#!/usr/bin/env bash
# Makes docker/secrets/ once: random passwords, and the addresses that contain them. Keeps what is there.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
# Compose mounts these files as they are: the unprivileged user of the image must be able to read them.
write() { [ -e "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1"; chmod 0644 "secrets/$1"; }; }
random() { head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }
for name in superuser server_owner server_app annex_superuser annex_owner annex_app; do
  write "${name}_password" "$(random)"
done
write metrics_token "$(random)"
write grafana_password "$(random)"
chmod 0700 secrets
write database_url "postgres://entente_app:$(cat secrets/server_app_password)@database:5432/entente"
write database_owner_url "postgres://entente_owner:$(cat secrets/server_owner_password)@database:5432/entente"
write annex_database_url "postgres://entente_annex_app:$(cat secrets/annex_app_password)@annex-database:5432/entente_annex"
write annex_database_owner_url "postgres://entente_annex_owner:$(cat secrets/annex_owner_password)@annex-database:5432/entente_annex"
