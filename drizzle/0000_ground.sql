CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"password_hash" text,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"country" text,
	"operator" boolean DEFAULT false NOT NULL,
	"locked" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"actor_id" uuid,
	"subject_id" uuid,
	"gathering_id" uuid,
	"data" jsonb
);
--> statement-breakpoint
CREATE TABLE "circle_facilitators" (
	"circle_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "circle_facilitators_circle_id_account_id_pk" PRIMARY KEY("circle_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "circles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"title" text NOT NULL,
	"theme" text NOT NULL,
	"is_for" text NOT NULL,
	"is_not" text NOT NULL,
	"access" text NOT NULL,
	"host_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rehearsal" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"granted_by" text NOT NULL,
	"granted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "events" (
	"gathering" integer NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" smallint NOT NULL,
	"type" text NOT NULL,
	"data" jsonb,
	"command_id" uuid,
	CONSTRAINT "events_gathering_version_pk" PRIMARY KEY("gathering","version")
);
--> statement-breakpoint
CREATE TABLE "gatherings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"no" serial NOT NULL,
	"circle_id" uuid NOT NULL,
	"format" jsonb NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"zone" text NOT NULL,
	"minutes" integer NOT NULL,
	"seats" smallint NOT NULL,
	"cancelled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gatherings_no_unique" UNIQUE("no")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"circle_id" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"uses_left" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_secretHash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "machines" (
	"gathering_id" uuid PRIMARY KEY NOT NULL,
	"no" integer NOT NULL,
	"version" integer NOT NULL,
	"snapshot" jsonb NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_node" text,
	"lease_until" timestamp with time zone,
	CONSTRAINT "machines_no_unique" UNIQUE("no")
);
--> statement-breakpoint
CREATE TABLE "mail_links" (
	"secret_hash" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "presence" (
	"gathering_id" uuid NOT NULL,
	"seat" smallint NOT NULL,
	"stream" uuid NOT NULL,
	"node" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "presence_gathering_id_seat_stream_pk" PRIMARY KEY("gathering_id","seat","stream")
);
--> statement-breakpoint
CREATE TABLE "seats" (
	"gathering_id" uuid NOT NULL,
	"seat" smallint NOT NULL,
	"account_id" uuid,
	"guest_hash" text,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"simulated" boolean DEFAULT false NOT NULL,
	"agreed_version" integer,
	"reserved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "seats_gathering_id_seat_pk" PRIMARY KEY("gathering_id","seat")
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"gathering_id" uuid NOT NULL,
	"name" text NOT NULL,
	"timer_id" text NOT NULL,
	"fire_at" timestamp with time zone NOT NULL,
	CONSTRAINT "timers_gathering_id_name_pk" PRIMARY KEY("gathering_id","name")
);
--> statement-breakpoint
CREATE TABLE "words" (
	"gathering_id" uuid NOT NULL,
	"turn_id" text NOT NULL,
	"seat" smallint NOT NULL,
	"text" text NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "words_gathering_id_turn_id_seat_pk" PRIMARY KEY("gathering_id","turn_id","seat")
);
--> statement-breakpoint
ALTER TABLE "circle_facilitators" ADD CONSTRAINT "circle_facilitators_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circle_facilitators" ADD CONSTRAINT "circle_facilitators_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "circles" ADD CONSTRAINT "circles_host_id_accounts_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logins" ADD CONSTRAINT "logins_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "events_command" ON "events" USING btree ("gathering","actor","command_id") WHERE command_id is not null;--> statement-breakpoint
CREATE INDEX "gatherings_starts" ON "gatherings" USING btree ("starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "seats_account" ON "seats" USING btree ("gathering_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "seats_guest" ON "seats" USING btree ("gathering_id","guest_hash");--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("fire_at");