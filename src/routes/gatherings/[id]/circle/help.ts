// Whom to ring when no one here can help, as the server tells it.

export interface Help {
	number: string | null;
	sentence: string;
	text: string | null;
}
