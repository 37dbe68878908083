CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"page_id" uuid,
	"mail_id" uuid,
	"account_id" uuid,
	"email" text,
	"device_id" uuid,
	"carrier" text,
	"topic" text,
	"tries" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"failure" text,
	"opened_at" timestamp with time zone
);
--> statement-breakpoint
INSERT INTO "deliveries" ("id", "kind", "page_id", "account_id", "email", "device_id", "carrier", "topic", "tries", "not_before", "sent_at", "failed_at", "failure", "opened_at")
SELECT "id", 'alert', "page_id", "account_id", "email", "device_id", "carrier", "topic", "tries", "not_before", "sent_at", "failed_at", "failure", "opened_at" FROM "page_letters";--> statement-breakpoint
INSERT INTO "deliveries" ("kind", "mail_id") SELECT 'mail', "id" FROM "mails" WHERE "handed_over_at" IS NULL AND "dropped_at" IS NULL;--> statement-breakpoint
DROP TABLE "page_letters" CASCADE;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_page_id_pages_id_fk" FOREIGN KEY ("page_id") REFERENCES "public"."pages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_device_id_push_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."push_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("kind","not_before") WHERE "deliveries"."sent_at" is null and "deliveries"."dropped_at" is null;--> statement-breakpoint
CREATE INDEX "deliveries_page" ON "deliveries" USING btree ("page_id");--> statement-breakpoint
CREATE INDEX "deliveries_mail" ON "deliveries" USING btree ("mail_id");--> statement-breakpoint
CREATE INDEX "deliveries_account" ON "deliveries" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "deliveries_device" ON "deliveries" USING btree ("device_id");