CREATE FUNCTION "stats"."never"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'what was released stays as it is';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "releases_never_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "stats"."releases" FOR EACH STATEMENT EXECUTE FUNCTION "stats"."never"();
