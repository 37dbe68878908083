ALTER TABLE "events" ADD COLUMN "stamp" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "stamp" bigint DEFAULT 0 NOT NULL;