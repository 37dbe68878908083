CREATE TYPE "public"."incident_code" AS ENUM('distress', 'hardExperience', 'suicidalThoughts', 'medical', 'harm', 'leftInDistress', 'helpCalled');--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"gathering_id" uuid NOT NULL,
	"takeover" integer NOT NULL,
	"code" "incident_code" NOT NULL,
	"subject_id" uuid,
	"made_by" uuid,
	"from" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"contested_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_subject_id_accounts_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_made_by_accounts_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_once" ON "incidents" USING btree ("gathering_id","takeover","code");--> statement-breakpoint
CREATE INDEX "incidents_subject" ON "incidents" USING btree ("subject_id");