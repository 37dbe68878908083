CREATE TABLE "attendance_kept" (
	"gathering_id" uuid PRIMARY KEY NOT NULL,
	"kept_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "present_minutes" (
	"gathering_id" uuid NOT NULL,
	"seat" smallint NOT NULL,
	"minutes" smallint NOT NULL,
	"last_minute" integer NOT NULL,
	CONSTRAINT "present_minutes_gathering_id_seat_pk" PRIMARY KEY("gathering_id","seat")
);
--> statement-breakpoint
CREATE TABLE "statistics_choices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"host_id" uuid NOT NULL,
	"period" text NOT NULL,
	"together" boolean NOT NULL,
	"chosen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attendance_kept" ADD CONSTRAINT "attendance_kept_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "present_minutes" ADD CONSTRAINT "present_minutes_gathering_id_seat_seats_gathering_id_seat_fk" FOREIGN KEY ("gathering_id","seat") REFERENCES "public"."seats"("gathering_id","seat") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statistics_choices" ADD CONSTRAINT "statistics_choices_host_id_accounts_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "statistics_choices_host" ON "statistics_choices" USING btree ("host_id","chosen_at");