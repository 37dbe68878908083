CREATE TABLE "vouched" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"circle_id" uuid NOT NULL,
	"email" text NOT NULL,
	"format_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role_asks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"circle_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"what" text NOT NULL,
	"asked_by" uuid,
	"asked_at" timestamp with time zone NOT NULL,
	"refused_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "known_browsers" (
	"secret_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"login_id" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "known_browsers_secret_hash_account_id_pk" PRIMARY KEY("secret_hash","account_id")
);
--> statement-breakpoint
ALTER TABLE "presence" ADD COLUMN "login_id" text;--> statement-breakpoint
ALTER TABLE "presence" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "push_devices" ADD COLUMN "login_id" text;--> statement-breakpoint
ALTER TABLE "seats" ADD COLUMN "login_id" text;--> statement-breakpoint
ALTER TABLE "vouched" ADD CONSTRAINT "vouched_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_asks" ADD CONSTRAINT "role_asks_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_asks" ADD CONSTRAINT "role_asks_asked_by_accounts_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_browsers" ADD CONSTRAINT "known_browsers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "vouched_once" ON "vouched" USING btree ("circle_id","email","format_id");--> statement-breakpoint
CREATE INDEX "vouched_email" ON "vouched" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "role_asks_once" ON "role_asks" USING btree ("circle_id","email","what");--> statement-breakpoint
CREATE INDEX "role_asks_email" ON "role_asks" USING btree ("email");--> statement-breakpoint
CREATE INDEX "presence_login" ON "presence" USING btree ("login_id");