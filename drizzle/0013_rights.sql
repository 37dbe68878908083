CREATE TYPE "public"."report_code" AS ENUM('hurtful', 'boundary', 'confidence', 'pressure', 'power', 'danger', 'other');--> statement-breakpoint
CREATE TABLE "bans" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"circle_id" uuid NOT NULL,
	"account_id" uuid,
	"guest_hash" text,
	"name" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent_wordings" (
	"version" text PRIMARY KEY NOT NULL,
	"words" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid,
	"guest_hash" text,
	"version" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"cleared_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"gathering_id" uuid,
	"about_seat" smallint,
	"by_seat" smallint NOT NULL,
	"by_account" uuid,
	"by_guest" text,
	"named" boolean NOT NULL,
	"code" "report_code" NOT NULL,
	"sealed" text,
	"page_id" uuid,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"looked_at" timestamp with time zone,
	"looked_by" uuid,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "consent_open" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_links" ADD COLUMN "consent" text;--> statement-breakpoint
ALTER TABLE "bans" ADD CONSTRAINT "bans_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bans" ADD CONSTRAINT "bans_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_guest_hash_members_guest_hash_fk" FOREIGN KEY ("guest_hash") REFERENCES "public"."members"("guest_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_version_consent_wordings_version_fk" FOREIGN KEY ("version") REFERENCES "public"."consent_wordings"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_by_account_accounts_id_fk" FOREIGN KEY ("by_account") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_page_id_pages_id_fk" FOREIGN KEY ("page_id") REFERENCES "public"."pages"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_looked_by_accounts_id_fk" FOREIGN KEY ("looked_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bans_account" ON "bans" USING btree ("circle_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bans_guest" ON "bans" USING btree ("circle_id","guest_hash");--> statement-breakpoint
CREATE INDEX "bans_whose" ON "bans" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consents_account" ON "consents" USING btree ("account_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "consents_guest" ON "consents" USING btree ("guest_hash","version");--> statement-breakpoint
CREATE INDEX "erasures_due" ON "erasures" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "reports_gathering" ON "reports" USING btree ("gathering_id");--> statement-breakpoint
CREATE INDEX "reports_account" ON "reports" USING btree ("by_account");--> statement-breakpoint
-- The audit is append-only, but for two things, each asked for by name within its transaction: a person who was erased is
-- taken out of a row, which keeps its kind and its time; and rows that are a year old are forgotten.
CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND current_setting('evenround.audit', true) = 'erase'
		AND NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.kind = OLD.kind
		AND (NEW.actor_id IS NULL OR NEW.actor_id = OLD.actor_id)
		AND (NEW.subject_id IS NULL OR NEW.subject_id = OLD.subject_id)
		AND (NEW.gathering_id IS NULL OR NEW.gathering_id = OLD.gathering_id)
		AND (NEW.data IS NULL OR NEW.data = OLD.data) THEN
		RETURN NEW;
	END IF;
	IF TG_OP = 'DELETE' AND current_setting('evenround.audit', true) = 'forget' AND OLD.at < now() - interval '365 days' THEN
		RETURN OLD;
	END IF;
	RAISE EXCEPTION 'the audit is append-only';
END
$$;
