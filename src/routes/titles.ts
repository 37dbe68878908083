// What each page is called in a tab, a history and a screen reader's ear. Never a circle, a topic, a format or a person: tabs are
// read over shoulders. The circle itself has the name of the software alone.

export const titles: Readonly<Record<string, string>> = {
	'/': 'Welcome',
	'/account': 'Your account',
	'/account/data': 'Your data',
	'/account/notifications': 'What you hear of',
	'/account/record': 'Your record',
	'/asked': 'Asked of you',
	'/calendar': 'Calendar',
	'/check-in/[id]': 'A question',
	'/circles': 'Circles',
	'/circles/[id]': 'A circle',
	'/circles/[id]/bans': 'Who stays out',
	'/circles/[id]/host': 'Looking after a circle',
	'/circles/[id]/join': 'Asking to join',
	'/circles/[id]/looking-back': 'Looking back',
	'/circles/[id]/requests': 'Who asks to join',
	'/circles/[id]/schedule': 'A new date',
	'/circles/[id]/series/[series]': 'A series',
	'/circles/[id]/statistics': 'Figures of a circle',
	'/circles/[id]/word': 'A word to all',
	'/circles/new': 'A new circle',
	'/code': 'A code from a mail',
	'/consent': 'Before you go on',
	'/find': 'Find a circle',
	'/formats': 'Formats',
	'/formats/[ref]': 'A format',
	'/formats/[ref]/edit': 'Changing a format',
	'/formats/[ref]/preview': 'A format, played through',
	'/gatherings/[id]': 'A gathering',
	'/gatherings/[id]/change': 'Changing a gathering',
	'/gatherings/[id]/circle': '',
	'/gatherings/[id]/debrief': 'Debrief',
	'/gatherings/[id]/join': 'The door',
	'/gatherings/[id]/report': 'A private letter',
	'/help': 'Help',
	'/invite': 'An invitation',
	'/on-call': 'When you are on call',
	'/on-call/[page]': 'You are asked for',
	'/operator': 'Running this place',
	'/operator/locks': 'Accounts',
	'/operator/tonight': 'Tonight',
	'/operator/words': 'Words of this place',
	'/privacy': 'Privacy',
	'/rehearsal': 'Rehearsal',
	'/safety': 'Letters',
	'/safety/[id]': 'One letter',
	'/sign-in': 'Sign in',
	'/sign-in/link': 'Your link',
	'/sign-up': 'A new account',
	'/soon/[token]': 'A link that ended',
	'/source': 'Source and licence',
	'/statistics': 'Figures',
	'/statistics/sample': 'Figures, made up',
	'/unsubscribe/[token]': 'Mails from this place'
};

/** What stands in the tab. `wrong`: in the page's place there is an error. */
export function titleOf(route: string | null, wrong: boolean): string {
	const own = wrong ? 'Not here' : (titles[route ?? ''] ?? '');
	return own ? `${own} · Evenround` : 'Evenround';
}
