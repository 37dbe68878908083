CREATE TABLE "members" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"circle_id" uuid NOT NULL,
	"account_id" uuid,
	"guest_hash" text,
	"name" text NOT NULL,
	"invitation_id" uuid,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "circles" ADD COLUMN "format_id" text;--> statement-breakpoint
ALTER TABLE "mail_links" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "mail_links" ADD COLUMN "password_hash" text;--> statement-breakpoint
ALTER TABLE "mail_links" ADD COLUMN "browser_hash" text;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_circle_id_circles_id_fk" FOREIGN KEY ("circle_id") REFERENCES "public"."circles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "members_account" ON "members" USING btree ("circle_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_guest" ON "members" USING btree ("guest_hash");