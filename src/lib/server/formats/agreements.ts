// What people agree to in a format, as it is said in this place.

import { confidentialitySentence } from '../help/emergency.ts';
import { OPERATOR_SENTENCE } from '../../gathering/formats/index.ts';
import type { Format } from '../../gathering/types.ts';

/** A format's agreements, with the operator's own sentence on the limit of confidentiality in its place. */
export const agreementsOf = ({ agreements }: Pick<Format, 'agreements'>): string[] =>
	agreements.map((line) => line.replace(OPERATOR_SENTENCE, confidentialitySentence()));
