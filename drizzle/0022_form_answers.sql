CREATE TABLE "form_answers" (
	"hash" text PRIMARY KEY NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"sealed" text,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "form_answers_until" ON "form_answers" USING btree ("until");