ALTER TABLE "machines" ADD COLUMN "lifecycle" text;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "covered" boolean;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "beyond_peers" boolean;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "on_call" integer;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "sitting" smallint[];--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "sent_away" smallint[];--> statement-breakpoint
-- What is stored already. A snapshot that cannot be read is a gathering that nobody waits for, as before.
UPDATE "machines" SET
	"lifecycle" = CASE WHEN "snapshot"->'value'->>'lifecycle' IN ('scheduled', 'lobby', 'live', 'ended', 'cancelled', 'abandoned') THEN "snapshot"->'value'->>'lifecycle' ELSE 'abandoned' END,
	"covered" = "snapshot" @@ '$.context.covered == true' IS TRUE,
	"beyond_peers" = "snapshot" @@ '$.context.beyondPeers == true' IS TRUE,
	"on_call" = ("snapshot"->'context'->>'onCall')::integer,
	"sitting" = ARRAY(SELECT seat::smallint FROM jsonb_path_query("snapshot", '$.context.seats[*] ? (@.standing == "waiting" || @.standing == "admitted" || @.standing == "resting" || @.standing == "inCare").seat') seat),
	"sent_away" = ARRAY(SELECT seat::smallint FROM jsonb_path_query("snapshot", '$.context.seats[*] ? (@.standing == "denied" || @.standing == "removed").seat') seat);--> statement-breakpoint
ALTER TABLE "machines" ALTER COLUMN "lifecycle" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "machines" ALTER COLUMN "covered" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "machines" ALTER COLUMN "beyond_peers" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "machines" ALTER COLUMN "sitting" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "machines" ALTER COLUMN "sent_away" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "machines_open" ON "machines" USING btree ("gathering_id") WHERE "machines"."lifecycle" in ('lobby', 'live');--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_lifecycle" CHECK ("machines"."lifecycle" in ('scheduled', 'lobby', 'live', 'ended', 'cancelled', 'abandoned'));