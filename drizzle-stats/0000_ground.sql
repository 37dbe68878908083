--> statement-breakpoint
CREATE TABLE "stats"."attendance" (
	"gathering_id" uuid NOT NULL,
	"circle_id" uuid NOT NULL,
	"host_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"minutes" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stats"."feedback" (
	"gathering_id" uuid NOT NULL,
	"circle_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stats"."known" (
	"account_id" uuid NOT NULL,
	"host_id" uuid NOT NULL,
	CONSTRAINT "known_account_id_host_id_pk" PRIMARY KEY("account_id","host_id")
);
--> statement-breakpoint
CREATE TABLE "stats"."ledger" (
	"scope_id" uuid NOT NULL,
	"circle_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"spent" integer NOT NULL,
	CONSTRAINT "ledger_scope_id_circle_id_pk" PRIMARY KEY("scope_id","circle_id")
);
--> statement-breakpoint
CREATE TABLE "stats"."releases" (
	"scope_id" uuid PRIMARY KEY NOT NULL,
	"circles" uuid[] NOT NULL,
	"readers" uuid[] NOT NULL,
	"from_month" integer NOT NULL,
	"released_at" timestamp with time zone NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stats"."scopes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" uuid NOT NULL,
	"group" text NOT NULL,
	"circles" uuid[] NOT NULL,
	"readers" uuid[] NOT NULL,
	"period" text NOT NULL,
	"from_month" integer NOT NULL,
	"frozen_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"swept_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "attendance_circle" ON "stats"."attendance" USING btree ("circle_id","starts_at");--> statement-breakpoint
CREATE INDEX "attendance_account" ON "stats"."attendance" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "feedback_circle" ON "stats"."feedback" USING btree ("circle_id","starts_at");--> statement-breakpoint
CREATE INDEX "feedback_account" ON "stats"."feedback" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "ledger_circle" ON "stats"."ledger" USING btree ("circle_id","year");--> statement-breakpoint
CREATE INDEX "releases_readers" ON "stats"."releases" USING gin ("readers");--> statement-breakpoint
CREATE INDEX "scopes_from" ON "stats"."scopes" USING btree ("from_month");