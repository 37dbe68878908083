// What a person reads when something about formats cannot be done. Each says what was kept.

export type FormatRefusal =
	| 'not-there'
	| 'not-yours'
	| 'too-many-formats'
	| 'too-many-lines'
	| 'line-odd'
	| 'no-proposal'
	| 'somebody-cannot'
	| 'nobody-answered'
	| 'changed-meanwhile';

const sentences: Record<FormatRefusal, string> = {
	'not-there': 'This format is not here any more. Nothing was changed.',
	'not-yours': 'This format belongs to somebody else. You can make your own from it.',
	'too-many-formats': 'Forty formats are kept here already. Take one away first; what you wrote is still here.',
	'too-many-lines': 'Sixty lines stand here already. Those who hold the circle can put some aside.',
	'line-odd': 'One line of 1 to 160 characters, please. What you wrote is still here.',
	'no-proposal': 'The circle is not asked about this any more. Nothing was changed.',
	'somebody-cannot': 'Somebody said “cannot”. That needs no reason: the circle stays with what it has until another version is found.',
	'nobody-answered': 'Nobody has answered yet. Please wait for at least one answer.',
	'changed-meanwhile':
		'Somebody else kept a newer version meanwhile. What you wrote is still here: open the newest in another tab, and bring over what you need.'
};

export const sayOfFormat = (no: FormatRefusal): string => sentences[no];
