// The rooms of src/lib/server and the floors they lie on, with the one job of each. tests/floors.test.ts holds the code to it, and
// the README's table of rooms is made of it.

/** From the ground up. A room imports only from rooms of lower floors: what it needs of others, whoever calls it passes in. */
export const floors: Record<string, string>[] = [
	{
		env: 'every setting from outside by name, kind and default; what is wrong with one is said before anything starts',
		metrics: 'what is counted while it happens: a number more, never who or where'
	},
	{
		ground:
			'what every room may need of the machine: the log, rounds that come again, secrets and sealing, zones, cookies, the disk, the one door to nodemailer'
	},
	{ db: 'the pool, the tables, their migrations, and the one clock' },
	{
		audit: 'the record of who did what to whom: only ever added to, until its time is over',
		calendar: 'gatherings as calendar entries, and the private calendar of an account',
		forms: 'what a form sent: read, looked at for what cannot be, done once',
		gatherings: 'the shell’s core: the one writer of gatherings, what it reads, the clocks that fire, words being typed',
		jobs: 'the job queue (pg-boss, schema `pgboss` in the same database): what one of the nodes does once a minute, worked off beside the server',
		push: 'web push: the keys of this place, the devices people allowed, one message to one device',
		rates: 'how often something may be asked for, counted by whom and from where'
	},
	{
		outbox: 'the one way outward: deliveries, taken and tried again, alerts at once and mails as usual; the one place that calls a carrier'
	},
	{
		mails: 'what people are told outside: the kinds, their texts as they are true when sent, who wants what, reminders',
		settings: 'what whoever runs the place may say and set, read from memory'
	},
	{
		accounts: 'accounts and how one comes into them: passwords, links, logins, consent, credentials',
		help: 'where else help answers: the helplines of this place, and whom to ring'
	},
	{ access: 'who somebody is in a gathering: from a login or a guest’s cookie to a seat' },
	{ circles: 'the standing groups: their hosts, members and words, who may come in, who asks to, who wants to hear of them' },
	{
		formats: 'formats of one’s own and their versions, which ones a circle can use, what it would do differently',
		seats: 'the seats of a gathering: reserved, given back, waited for, in a closed cohort for all that are planned; never one too many',
		stats: 'attendance by presence, the job that releases and deletes, what hosts read; three logins of the database that stand apart'
	},
	{
		live: 'what runs while a circle sits: streams to the pages, who is here by their page’s word, leases, the media server, the reconciler',
		safety: 'what passes a circle by: private reports, and the safety contact who looks after them'
	},
	{
		doctor: 'one look at each thing a place needs, with what to do about it',
		monitor: 'what a monitor outside reads: whether this node can serve, and its numbers',
		oncall: 'who is on call, whom an alert reaches and what it says, the safety contact, coming in by one, whether a gathering is covered',
		simulated: 'people played by the house, for rehearsals, tests and the bench'
	},
	{
		care: 'what is kept for a moment of need and after it: sealed cards, incidents, check-ins, where else to turn',
		planning: 'who meets when, and who holds it: plans, series, people who are asked, turns, substitutes'
	},
	{
		operator: 'what whoever runs the place sees and does: locks, tonight, the form of its settings',
		retention: 'what need not be kept any more, forgotten every hour'
	},
	{ rights: 'a person’s own data: the inventory of all that is kept, the export, erasure, the record of powers; bans' },
	{ web: 'what all requests share: guards, origin, headers, time, answers, and the sentence of each refusal' }
];

/** Files that lie in no room: they start and end all of them, and nothing imports them. */
export const outside = ['lifecycle.ts'];

/** What hands something to a carrier, by the file it is in; the outbox alone calls it. */
export const carriers: Record<string, string> = { 'ground/smtp.ts': 'sendMail', 'push/index.ts': 'push', 'outbox/webhook.ts': 'postAlert' };
/** The one place that calls them. */
export const wayOutward = 'outbox/carriers.ts';

/** The rooms as a table, in Markdown. */
export function rooms(): string[] {
	const rows = floors.flatMap((floor, index) => Object.entries(floor).map(([room, job]) => `| ${index} | \`${room}\` | ${job} |`));
	return ['| floor | room | what |', '| --- | --- | --- |', ...rows];
}
