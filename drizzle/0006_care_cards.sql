CREATE TABLE "cards" (
	"gathering_id" uuid NOT NULL,
	"seat" smallint NOT NULL,
	"sealed" text NOT NULL,
	"keep_longer" boolean NOT NULL,
	"kept_until" timestamp with time zone,
	CONSTRAINT "cards_gathering_id_seat_pk" PRIMARY KEY("gathering_id","seat")
);
--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_gathering_id_seat_seats_gathering_id_seat_fk" FOREIGN KEY ("gathering_id","seat") REFERENCES "public"."seats"("gathering_id","seat") ON DELETE cascade ON UPDATE no action;