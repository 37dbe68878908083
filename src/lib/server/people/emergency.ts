// Whom to ring when no one here can help: the local emergency number by country, and the operator's own words.

/** What to dial for an ambulance, by ISO 3166-1 alpha-2. A country that is not here gets a sentence without a number. */
const byCountry: Record<string, string> = {
	...all('112', 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI'),
	...all('112', 'AD GE IN MD TR ZA'),
	...all('911', 'US CA MX CR DO EC HN JO PA PH SV UY PR GU VI'),
	...all('999', 'GB IM JE GG BD HK KE MY'),
	...all('000', 'AU'),
	...all('101', 'IL'),
	...all('103', 'AM AZ BY KZ RU UA'),
	...all('111', 'NZ'),
	...all('113', 'NO'),
	...all('115', 'IR VN'),
	...all('119', 'JP KR TW'),
	...all('120', 'CN'),
	...all('123', 'CO EG'),
	...all('131', 'CL'),
	...all('144', 'CH'),
	...all('192', 'BR'),
	...all('194', 'MK RS'),
	...all('995', 'SG'),
	...all('997', 'SA'),
	...all('998', 'AE'),
	...all('1669', 'TH')
};

function all(number: string, countries: string): Record<string, string> {
	return Object.fromEntries(countries.split(' ').map((country) => [country, number]));
}

export interface Help {
	/** What to dial; null when the country is unknown or not in the list. */
	number: string | null;
	/** One sentence that is true in every case. */
	sentence: string;
	/** The operator's own words, or null. */
	text: string | null;
}

/** @param country ISO 3166-1 alpha-2 as the person gave it, or null */
export function helpFor(country: string | null): Help {
	const number = (country && byCountry[country.toUpperCase()]) || null;
	const whom = number ? `the emergency number, ${number}` : 'your local emergency number';
	return {
		number,
		sentence: `If someone's life is in danger, ring ${whom}.`,
		text: process.env.HELP_TEXT?.trim() || null
	};
}

/** The operator's own sentence on the limit of confidentiality, or one that promises nothing it cannot keep. */
export const confidentialitySentence = (): string =>
	process.env.CONFIDENTIALITY_SENTENCE?.trim() ||
	'If somebody seems to be in danger of their life, the facilitator may ring the emergency services, and tells them ' +
		'only what they need to help. Wherever it can be done, the person is told first.';
