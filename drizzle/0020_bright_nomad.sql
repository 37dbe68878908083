ALTER TABLE "accounts" ADD COLUMN "alert_topic" text;--> statement-breakpoint
ALTER TABLE "page_letters" ADD COLUMN "carrier" text;--> statement-breakpoint
UPDATE "page_letters" SET "carrier" = CASE WHEN "device_id" IS NULL THEN 'mail' ELSE 'push' END;--> statement-breakpoint
ALTER TABLE "page_letters" ALTER COLUMN "carrier" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "page_letters" ADD COLUMN "topic" text;--> statement-breakpoint
ALTER TABLE "page_letters" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "page_letters" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "page_letters" ADD COLUMN "opened_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "page_letters_page" ON "page_letters" USING btree ("page_id");