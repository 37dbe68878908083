CREATE TABLE "oriented" (
	"circle_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"format_id" text NOT NULL,
	CONSTRAINT "oriented_circle_id_account_id_format_id_pk" PRIMARY KEY("circle_id","account_id","format_id")
);
--> statement-breakpoint
ALTER TABLE "oriented" ADD CONSTRAINT "oriented_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oriented" ADD CONSTRAINT "oriented_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "oriented_account" ON "oriented" USING btree ("account_id");