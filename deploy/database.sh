#!/bin/sh
# Run once by the database's image, when its folder is empty: the application's login and database, and two logins for
# statistics. The job's owns a schema of its own; the page's may read what the job lets it read, and nothing else.
set -eu
psql --set=ON_ERROR_STOP=1 --username postgres --dbname postgres \
	--set=app="$DATABASE_PASSWORD" --set=job="$STATS_JOB_PASSWORD" --set=page="$STATS_PAGE_PASSWORD" <<-'SQL'
	create role evenround login password :'app';
	create role evenround_stats_job login password :'job';
	create role evenround_stats_page login password :'page';
	alter role evenround_stats_page set default_transaction_read_only = on;
	create database evenround owner evenround;
	revoke all on database evenround from public;
	grant connect, create on database evenround to evenround_stats_job;
	grant connect on database evenround to evenround_stats_page;
SQL
