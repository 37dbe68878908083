#!/bin/sh
# As much of the official image's entrypoint as the compose file asks for: the folder given to postgres, a first start with
# POSTGRES_PASSWORD, POSTGRES_INITDB_ARGS and what lies in /docker-entrypoint-initdb.d, and then the server in this process.
set -eu
PATH="/usr/local/pgsql/bin:$PATH"
if [ "$(id -u)" = 0 ]; then
	mkdir -p "$PGDATA" /var/run/postgresql
	chown -R postgres:postgres /var/lib/postgresql /var/run/postgresql
	chmod 700 "$PGDATA"
	exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
	printf '%s\n' "$POSTGRES_PASSWORD" > /tmp/password
	# shellcheck disable=SC2086
	initdb --username=postgres --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-} -D "$PGDATA"
	rm /tmp/password
	echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
	echo "unix_socket_directories = '/var/run/postgresql'" >> "$PGDATA/postgresql.conf"
	echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
	pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
	for file in /docker-entrypoint-initdb.d/*; do
		case "$file" in
			*.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
			*.sql) psql --set=ON_ERROR_STOP=1 --username postgres --dbname postgres --file "$file" ;;
		esac
	done
	pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@" -D "$PGDATA"
