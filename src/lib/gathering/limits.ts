// Every number of a gathering in one place, with its unit. Imports nothing.

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;

export const limits = {
	/** The lobby opens this long before the start. */
	lobbyOpensMs: minutes(15),
	maxSeats: 12,
	/** Kept free beyond those, for people on call who are asked for. */
	onCallSeats: 3,
	/** Deep work asks for this many credentialed people, here or on call. */
	deepWork: 2,
	/** An offered piece waits, is offered once more as kindly, then comes back later. */
	offerMs: seconds(30),
	offerAgainMs: seconds(30),
	/** A finished turn may be taken back this long after the press. */
	notYetMs: seconds(5),
	awaitReturnMs: seconds(45),
	respondMs: seconds(45),
	/** Listeners may offer a response at least this long after a share that asked for one. */
	offersMs: seconds(10),
	/** The piece rests in the middle after each share (order centre). */
	centreRestMs: seconds(20),
	/** "Anyone who has not yet?" stands open this long before anyone may speak again. */
	anyoneMs: seconds(20),
	/** A turn never gets a smaller budget than this, however late it is. */
	minTurnMs: seconds(30),
	/** The facilitator is shown who is unheard this long before a round's end. */
	unheardMs: minutes(15),
	maxBellMs: minutes(5),
	undoMs: seconds(10),
	/** Going on and closing may be taken back this long. */
	takeBackMs: seconds(10),
	reviewMs: minutes(10),
	leaderLostMs: seconds(45),
	/** The circle rests this long while whoever leads it is with somebody; then those present may go on. */
	restMs: minutes(5),
	graceMs: seconds(90),
	successionMs: seconds(30),
	abandonMs: minutes(5),
	abandonBelow: 2,
	/** Those on call are reached when nobody in the gathering has answered a signal by then. */
	pageMs: seconds(20),
	/** By then the person is told honestly that nobody has answered. */
	signalMs: seconds(60),
	/** Two presses of a call within this are one. */
	againMs: seconds(2),
	/** Where “I need support” is tried out, the answer is shown after this. */
	practiceMs: seconds(4),
	/** The last room stays open this long after closing. */
	aftercareMs: minutes(10),
	/** "I need a moment" in a pair. */
	momentMs: minutes(2),
	/** Whoever is left alone in a pair this long goes to other company: nobody is alone for more than a minute. */
	partnerLostMs: seconds(45),
	/** After the pairs the circle goes on when everybody is seen back, or after this. */
	returningMs: seconds(30),
	/** Aftercare does not end while somebody is in the care room: it is asked again after this. */
	careWaitsMs: minutes(5),
	/** After an outage of more than this, nobody's time was used and everybody gets time to return. */
	outageMs: seconds(5),
	returnAfterOutageMs: seconds(20),
	maxExtendMs: minutes(30),
	/** One press takes this much from a phase to come. */
	shortenMs: minutes(5),
	/** A phase to come is not made shorter than this. */
	minPhaseMs: minutes(1),
	/** The last words before a soft end: "about a minute", then "please find your ending". */
	minuteLeftMs: seconds(60),
	maxTypedChars: 2000
} as const;
