// What to dial when a life is in danger, by country. Pure data.
//
// A number stands here when two public lists agree on it: Android's says which number brings an ambulance (for AD, MD and
// RS: which one a phone falls back to), the phone number library says that it is an emergency number of that country. Where
// one number brings everything, that one is taken. Six stand in one list only: AM, GG, IM, JE and KR in the library, HN in
// Android's. Where they disagree otherwise the country is left out, and its people get a sentence without a number.

import type { Emergency } from './types.ts';

const all = (number: string, countries: string): Record<string, string> =>
	Object.fromEntries(countries.split(' ').map((country) => [country, number]));

export const emergency: Emergency = {
	numbers: {
		...all(
			'112',
			'AD AO AT AZ BE BG BI BT CY CZ DE DK EE ES FI FO FR GE GL GR HR HU IE IN IS IT JM KP KW LB LI LT LU LV MC MD MT NL PL PT RO RS RU RW SE SI SK TR TZ VU ZA'
		),
		...all(
			'911',
			'AG AI AR AS AW BM BZ CA CR DM DO EC FJ FM GD GU HN JO KN KY LC LR MH MP MX PA PH PR PW PY SH SV TC TV US UY VC VE VG VI WS'
		),
		...all('999', 'BD BH CK FK GB GG HK IM JE KE MO MY NU QA SC SL SS UG ZW'),
		...all('15', 'GF GP ML NC NE PF PM RE WF'),
		...all('103', 'AM BY KG KZ MN TJ UA'),
		...all('115', 'IR PK SR VN'),
		...all('118', 'BO ID SM VA'),
		...all('111', 'NR NZ PG'),
		...all('117', 'CF MG MZ'),
		...all('119', 'JP KH KR TW'),
		...all('123', 'CO EG GT'),
		...all('194', 'KI MK XK'),
		...all('991', 'BN ET ZM'),
		...all('18', 'BF DJ'),
		...all('101', 'IL PS'),
		...all('102', 'MV NP'),
		...all('110', 'LK SY'),
		...all('113', 'GW NO'),
		...all('124', 'BA ME'),
		...all('190', 'GI TN'),
		...all('199', 'NG YE'),
		...all('997', 'BW SA'),
		...all('998', 'AE MW'),
		...all('000', 'AU'),
		...all('104', 'CU'),
		...all('114', 'MU'),
		...all('116', 'GM'),
		...all('120', 'CN'),
		...all('127', 'AL'),
		...all('128', 'NI'),
		...all('130', 'CV'),
		...all('131', 'CL'),
		...all('144', 'CH'),
		...all('192', 'BR'),
		...all('193', 'GH'),
		...all('511', 'BB'),
		...all('888', 'SO'),
		...all('913', 'GY'),
		...all('919', 'BS'),
		...all('933', 'TO'),
		...all('990', 'TT'),
		...all('995', 'SG'),
		...all('1669', 'TH'),
		...all('9999', 'OM')
	},
	own: [],
	sources: [
		'https://github.com/google/libphonenumber/blob/f7e3e88c92b905c8d6edb81f336dbe25edc05b52/resources/ShortNumberMetadata.xml',
		'https://github.com/GrapheneOS/platform_packages_services_Telephony/blob/795f5458aa5523ba18a25d57d37ae729c7066086/ecc/input/eccdata.txt'
	],
	// The date of the library's copy that we read; in the copy of Android's list the last change is of 2023-12-08.
	verifiedAt: '2026-07-17'
};
