CREATE TABLE "pause_answers" (
	"month" date PRIMARY KEY NOT NULL,
	"right" integer DEFAULT 0 NOT NULL,
	"not_right" integer DEFAULT 0 NOT NULL
);
