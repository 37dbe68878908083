// The base agreements that every format carries, and what is said to every speaker. Written for this product;
// not yet reviewed by people with clinical and lived experience.

/** Stands where the operator's own sentence on the limit of confidentiality is filled in. */
export const OPERATOR_SENTENCE = '{limit}';

export const baseAgreements: string[] = [
	'I am an adult, and I am here tonight because I want to be. I can go whenever I like, without saying why.',
	'My head is clear enough to listen. If something is still working in me right now, I tell the facilitator; I will be helped and not shamed, and my sharing can wait for another evening.',
	'I speak of my own life. Other people’s names and stories stay outside.',
	'I listen. I give advice, explanations or help only to someone who asked for them.',
	'I may pass, ask to come later, or only listen the whole evening. None of this needs a reason.',
	'What I hear here stays here. I may take away what I learned, but not who said it, and I do not come back to what someone shared unless they do.',
	`Confidentiality has a limit: when somebody’s life seems in danger, the facilitator may ask for help from outside, with that person if at all possible. ${OPERATOR_SENTENCE}`,
	'Nobody records, nobody takes pictures. I sit where others cannot listen in, with headphones if I can, and I say so if I might be overheard.',
	'We do not ask for, offer, sell or recommend substances, sources, doses or guides. Medical questions belong to a doctor or pharmacist.',
	'I get in touch with others afterwards only if both of us said yes. Facilitators look for neither clients nor partners here.',
	'This is company among equals. It is no treatment and no emergency service.',
	'The facilitator may pause the circle. Afterwards they say that it was needed, not why.'
];
