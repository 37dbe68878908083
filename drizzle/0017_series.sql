CREATE TABLE "asks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"circle_id" uuid NOT NULL,
	"gathering_id" uuid,
	"series_id" uuid,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"why" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "circle_hosts" (
	"circle_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "circle_hosts_circle_id_account_id_pk" PRIMARY KEY("circle_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "circle_substitutes" (
	"circle_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "circle_substitutes_circle_id_account_id_pk" PRIMARY KEY("circle_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "occurrences" (
	"series_id" uuid NOT NULL,
	"original" text NOT NULL,
	"gathering_id" uuid,
	CONSTRAINT "occurrences_series_id_original_pk" PRIMARY KEY("series_id","original"),
	CONSTRAINT "occurrences_gatheringId_unique" UNIQUE("gathering_id")
);
--> statement-breakpoint
CREATE TABLE "reliefs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"gathering_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"taken_by" uuid,
	"taken_at" timestamp with time zone,
	"host_told_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"circle_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"zone" text NOT NULL,
	"local_start" text NOT NULL,
	"exceptions" text[] DEFAULT '{}' NOT NULL,
	"ends_before" text,
	"format" jsonb NOT NULL,
	"minutes" integer NOT NULL,
	"seats" smallint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"circle_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"last_held_at" timestamp with time zone,
	CONSTRAINT "turns_circle_id_account_id_pk" PRIMARY KEY("circle_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "circles" DROP CONSTRAINT "circles_host_id_accounts_id_fk";
--> statement-breakpoint
ALTER TABLE "circle_facilitators" ADD COLUMN "standing" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "circles" ADD COLUMN "rotates" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "moved_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "sequence" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_hosts" ADD CONSTRAINT "circle_hosts_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_hosts" ADD CONSTRAINT "circle_hosts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_substitutes" ADD CONSTRAINT "circle_substitutes_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_substitutes" ADD CONSTRAINT "circle_substitutes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reliefs" ADD CONSTRAINT "reliefs_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reliefs" ADD CONSTRAINT "reliefs_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reliefs" ADD CONSTRAINT "reliefs_taken_by_accounts_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "asks_gathering" ON "asks" USING btree ("gathering_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "asks_series" ON "asks" USING btree ("series_id","account_id");--> statement-breakpoint
CREATE INDEX "asks_account" ON "asks" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "circle_hosts_account" ON "circle_hosts" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reliefs_one" ON "reliefs" USING btree ("gathering_id","account_id");--> statement-breakpoint
CREATE INDEX "reliefs_due" ON "reliefs" USING btree ("due_at");--> statement-breakpoint
-- Whoever hosted a circle hosts it on.
INSERT INTO "circle_hosts" ("circle_id", "account_id", "since") SELECT "id", "host_id", "created_at" FROM "circles";--> statement-breakpoint
ALTER TABLE "circles" DROP COLUMN "host_id";