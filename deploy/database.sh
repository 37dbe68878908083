#!/bin/sh
# Run once by the database's image, when its folder is empty: the application's own login and database.
set -eu
psql --set=ON_ERROR_STOP=1 --username postgres --set=password="$DATABASE_PASSWORD" <<-'SQL'
	create role evenround login password :'password';
	create database evenround owner evenround;
SQL
