DROP INDEX "check_ins_due";--> statement-breakpoint
CREATE INDEX "check_ins_due" ON "check_ins" USING btree ("due_at");--> statement-breakpoint
ALTER TABLE "check_ins" DROP COLUMN "tries";--> statement-breakpoint
ALTER TABLE "check_ins" DROP COLUMN "not_before";