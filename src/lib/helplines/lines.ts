// Helplines by country. Pure data: every number stands on at least one public page, named beside it. A line whose number we
// found on no public page is not here; hours and languages are left out where no page states them.
// Read `verifiedAt` as types.ts defines it. docs/decisions/2026-11-21-where-helplines-come-from.md says how a row is renewed.
// Wording for people in distress: not yet reviewed by people with clinical and lived experience.

import type { Line } from './types.ts';

const always = 'day and night';

export const lines: readonly Line[] = [
	{
		id: 'us-988',
		country: 'US',
		name: '988 Suicide & Crisis Lifeline',
		call: ['988'],
		text: { to: '988' },
		hours: always,
		forWhom: ['suicidal', 'distress'],
		languages: ['English', 'Spanish'],
		sources: [
			'https://health.wyo.gov/publichealth/prevention/wivpp/suicide-prevention/988-suicide-crisis-lifeline',
			'https://www.mcphs.edu/student-life/counseling-services/emergency-services/988-suicide-and-crisis-lifeline'
		],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'us-crisis-text-line',
		country: 'US',
		name: 'Crisis Text Line',
		text: { to: '741741', word: 'HOME' },
		hours: always,
		forWhom: ['distress', 'suicidal'],
		sources: ['https://transpirehelp.org/mental-health-crisis-resources/', 'https://dupageplt.org/258/Crisis-Text-Line'],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'us-fireside',
		country: 'US',
		name: 'Fireside Project (62-FIRESIDE)',
		call: ['+1 623-473-7433'],
		text: { to: '+1 623-473-7433' },
		// Public pages contradict each other on the hours.
		hours: null,
		forWhom: ['psychedelic'],
		sources: [
			'https://issuu.com/nwleaf/docs/californialeaf_aug2022/20',
			'https://maps.org/news/bulletin/fireside-project-providing-real-time-support-when-time-doesnt-seem-real/'
		],
		verifiedAt: '2022-08-01'
	},
	{
		id: 'ca-988',
		country: 'CA',
		name: '9-8-8 Suicide Crisis Helpline',
		call: ['988'],
		text: { to: '988' },
		hours: always,
		forWhom: ['suicidal', 'distress'],
		languages: ['English', 'French'],
		sources: [
			'https://mentalhealthcommission.ca/catalyst/988-launches-in-canada/',
			'https://www.napaneebeaver.ca/canadas-9-8-8-suicide-crisis-helpline-now-available/'
		],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'ca-kids-help-phone',
		country: 'CA',
		name: 'Kids Help Phone',
		call: ['1-800-668-6868'],
		text: { to: '686868', word: 'CONNECT' },
		hours: always,
		forWhom: ['young', 'distress'],
		languages: ['English', 'French'],
		sources: [
			'https://kidshelpphone.ca/text-about-it/',
			'https://kidshelpphone.ca/get-involved/about-us/who-is-kids-help-phone/',
			'https://www.cbc.ca/news/health/mental-health-crisis-text-kids-help-phone-1.4894118'
		],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'gb-samaritans',
		country: 'GB',
		name: 'Samaritans',
		call: ['116 123'],
		hours: always,
		forWhom: ['distress', 'suicidal'],
		sources: [
			'https://www.samaritans.org/how-we-can-help/contact-samaritan/',
			'https://fullfact.org/online/samaritans-text-message-service/'
		],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'gb-shout',
		country: 'GB',
		name: 'Shout',
		text: { to: '85258', word: 'SHOUT' },
		hours: always,
		forWhom: ['distress', 'suicidal'],
		sources: ['https://giveusashout.org/about-us/faq'],
		verifiedAt: '2024-11-04'
	},
	{
		id: 'gb-childline',
		country: 'GB',
		name: 'Childline',
		call: ['0800 1111'],
		hours: always,
		forWhom: ['young', 'distress'],
		sources: ['http://bucksmind.org.uk/world-suicide-prevention-day-2023', 'https://learning.nspcc.org.uk/services/childline'],
		verifiedAt: '2023-09-07'
	},
	{
		id: 'ie-samaritans',
		country: 'IE',
		name: 'Samaritans',
		call: ['116 123'],
		hours: always,
		forWhom: ['distress', 'suicidal'],
		sources: [
			'https://www.kildarestreet.com/committees/?gid=2021-10-05a.600',
			'https://www.irishexaminer.com/breakingnews/ireland/samaritans-answer-29m-calls-since-2014-charity-to-play-crucial-role-in-new-mental-help-phone-service-914684.html'
		],
		verifiedAt: '2021-10-05'
	},
	{
		id: 'ie-50808',
		country: 'IE',
		name: 'Text About It (50808)',
		text: { to: '50808' },
		hours: always,
		forWhom: ['distress', 'suicidal'],
		sources: [
			'https://www.donegallive.ie/news/news/550907/live-saving-innovative-24-7-text-service-launched.html',
			'https://www.irishexaminer.com/news/arid-31005605.html'
		],
		verifiedAt: '2020-06-16'
	},
	{
		id: 'de-telefonseelsorge',
		country: 'DE',
		name: 'TelefonSeelsorge',
		call: ['0800 111 0 111', '0800 111 0 222', '116 123'],
		hours: always,
		forWhom: ['distress', 'suicidal'],
		sources: [
			'https://www.telefonseelsorge-dueren.de/details-2333/woche-fuer-das-leben-suizidpraevention.html',
			'https://www.sueddeutsche.de/politik/gesundheitsministerium-neues-gesetz-zur-suizidpraevention-geplant-li.3310580',
			'http://ansbach-evangelisch.de/jeder-braucht-mal-hilfe/'
		],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'de-nummer-gegen-kummer',
		country: 'DE',
		name: 'Nummer gegen Kummer',
		call: ['116 111'],
		hours: 'Monday to Saturday, 14:00 to 20:00',
		forWhom: ['young', 'distress'],
		sources: [
			'https://himmelunderdeonline.de/hue/116-111-die-nummer-gegen-kummer-.php',
			'https://www.bmfsfj.de/bmfsfj/mediathek/anrufen-mailen-chatten-gegen-sorgen-154556'
		],
		verifiedAt: '2023-05-18'
	},
	{
		id: 'at-telefonseelsorge',
		country: 'AT',
		name: 'TelefonSeelsorge',
		call: ['142'],
		hours: always,
		forWhom: ['distress', 'suicidal'],
		sources: [
			'https://gailtal-journal.at/leute/welttag-der-suizidpraevention-am-10-september-telefonseelsorge-bietet-halt-in-dunklen-momenten',
			'https://www.katholisch.at/telefonseelsorge'
		],
		verifiedAt: '2025-09-10'
	},
	{
		id: 'at-rat-auf-draht',
		country: 'AT',
		name: 'Rat auf Draht',
		call: ['147'],
		hours: always,
		forWhom: ['young', 'distress'],
		sources: ['https://www.rataufdraht.at/pressemitteilungen/25-jahre-notrufnummer-147'],
		verifiedAt: '2024-09-18'
	},
	{
		id: 'ch-dargebotene-hand',
		country: 'CH',
		name: 'Die Dargebotene Hand · La Main Tendue · Telefono Amico',
		call: ['143'],
		hours: always,
		forWhom: ['distress', 'suicidal'],
		languages: ['German', 'French', 'Italian'],
		sources: [
			'https://www.watson.ch/schweiz/gesellschaft-politik/668336611-beratungstelefon-dargebotene-hand-mit-mehr-anrufen-zum-thema-suizid',
			'https://www.bag-blueprint.ch/die-dargebotene-hand-tel-143'
		],
		verifiedAt: '2023-09-06'
	},
	{
		id: 'ch-147',
		country: 'CH',
		name: 'Pro Juventute 147',
		call: ['147'],
		hours: always,
		forWhom: ['young', 'distress'],
		sources: [
			'https://www.watson.ch/schweiz/gesellschaft-politik/668336611-beratungstelefon-dargebotene-hand-mit-mehr-anrufen-zum-thema-suizid',
			'https://www.bag-blueprint.ch/147ch-beratung-und-hilfe-fuer-kinder-und-jugendliche'
		],
		verifiedAt: '2023-09-06'
	},
	{
		id: 'nl-113',
		country: 'NL',
		name: '113 Zelfmoordpreventie',
		call: ['113', '0800-0113'],
		hours: always,
		forWhom: ['suicidal'],
		sources: [
			'https://www.upday.com/nl/binnenland/nummer-113-nu-gratis-betere-hulp-bij-zelfdodingsgedachten/pj8neqt',
			'https://www.nu.nl/binnenland/6062813/hulplijn-113-nu-ook-rechtstreeks-bereikbaar-voor-zelfmoordpreventie.html'
		],
		verifiedAt: '2025-10-03'
	},
	{
		id: 'nl-luisterlijn',
		country: 'NL',
		name: 'De Luisterlijn',
		call: ['088 0767 000'],
		hours: always,
		forWhom: ['distress'],
		sources: [
			'https://nieuws.nl/algemeen/20220609/luisterlijn-voert-nog-heel-veel-gesprekken-en-zoekt-vrijwilligers/',
			'https://www.omroeppenm.nl/nieuws/de-luisterlijn-telefonische-hulpdienst'
		],
		verifiedAt: '2022-06-09'
	},
	{
		id: 'au-lifeline',
		country: 'AU',
		name: 'Lifeline',
		call: ['13 11 14'],
		text: { to: '0477 13 11 14' },
		hours: always,
		forWhom: ['suicidal', 'distress'],
		sources: [
			'https://www.health.vic.gov.au/mental-health-services/telephone-and-online-services',
			'https://lifeinmind.org.au/news/lifelines-crisis-text-service-now-available-24-7'
		],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'au-beyond-blue',
		country: 'AU',
		name: 'Beyond Blue',
		call: ['1300 22 4636'],
		hours: always,
		forWhom: ['distress'],
		sources: ['https://www.health.vic.gov.au/mental-health-services/telephone-and-online-services'],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'au-kids-helpline',
		country: 'AU',
		name: 'Kids Helpline (5 to 25 years)',
		call: ['1800 55 1800'],
		hours: always,
		forWhom: ['young', 'distress'],
		sources: ['https://www.health.vic.gov.au/mental-health-services/telephone-and-online-services'],
		verifiedAt: '2026-11-21',
		undated: true
	},
	{
		id: 'nz-1737',
		country: 'NZ',
		name: '1737, Need to talk?',
		call: ['1737'],
		text: { to: '1737' },
		hours: always,
		forWhom: ['distress', 'suicidal'],
		sources: [
			'https://nzfamilies.org.nz/?p=1578',
			'http://www.scoop.co.nz/stories/PA1706/S00527/single-phone-number-to-access-support-services.htm'
		],
		verifiedAt: '2025-12-22'
	},
	{
		id: 'nz-suicide-crisis-helpline',
		country: 'NZ',
		name: 'Suicide Crisis Helpline (0508 TAUTOKO)',
		call: ['0508 828 865'],
		hours: null,
		forWhom: ['suicidal'],
		sources: ['https://nzfamilies.org.nz/?p=1578', 'https://metronews.co.nz/article/its-okay-to-not-be-okay'],
		verifiedAt: '2025-12-22'
	},
	{
		id: 'fr-3114',
		country: 'FR',
		name: '3114',
		call: ['3114'],
		hours: always,
		forWhom: ['suicidal', 'distress'],
		languages: ['French'],
		sources: [
			'https://3114.fr/que-se-passe-t-il-quand-je-contacte-le-3114/',
			'https://www.mayotte.ars.sante.fr/3114-le-numero-national-de-prevention-du-suicide'
		],
		verifiedAt: '2026-11-21',
		undated: true
	}
];
