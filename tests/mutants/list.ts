// Faults made by hand, one rule broken by each. `npm run mutants` puts each into a copy of the code: a test must see it.

export interface Mutant {
	/** What people would meet. */
	name: string;
	/** The rule that it breaks: a number of SPEC.md, or an invariant of the design. */
	rule: string;
	/** In src/lib/gathering. */
	file: string;
	/** Stands there exactly once. */
	find: string;
	replace: string;
}

/** What a screen shows to whom it should not, or hides. */
// prettier-ignore
const seen: Mutant[] = [
	{
		name: 'everybody reads for whom the circle paused',
		rule: 'I20',
		file: 'view.ts',
		find: "takeover: holder && kind !== 'bellSilence' ?",
		replace: "takeover: kind !== 'bellSilence' ?"
	},
	{
		name: 'the next id tells how often somebody called',
		rule: 'V1',
		file: 'context.ts',
		find: '(c.numbers?.[kind] ?? c.count ?? 0) + 1',
		replace: 'Math.max(0, ...Object.values(c.numbers ?? {})) + 1'
	},
	{ name: 'a view moves on by itself while a turn runs', rule: 'V1', file: 'lasting.ts', find: 'usedMs: piece.running && piece.usedMs !== null ? piece.usedMs - now : piece.usedMs', replace: 'usedMs: piece.usedMs' },
	{ name: 'a private cue on every screen', rule: 'P7', file: 'view.ts', find: 'cue: mine ? turn.cue : null', replace: 'cue: turn?.cue ?? null' },
	{ name: 'marks shown to all', rule: 'I20', file: 'view.ts', find: 'mark: seen ? s.mark : null', replace: 'mark: s.mark' },
	{ name: 'everybody reads that the pause is for them', rule: 'I20', file: 'view.ts', find: 'youAreInCare: t?.inCare === me.seat', replace: 'youAreInCare: t?.inCare != null' },
	{ name: 'everybody reads that they may speak in a pause', rule: 'I22', file: 'view.ts', find: 'youMaySpeak: t?.voice === me.seat', replace: 'youMaySpeak: t?.voice != null' },
	{ name: 'whoever was removed follows the circle', rule: 'S14', file: 'view.ts', find: "standing === 'removed' || standing === 'denied';", replace: "standing === 'denied';" },
	{ name: 'whoever was not let in follows the circle', rule: 'S14', file: 'view.ts', find: "standing === 'removed' || standing === 'denied';", replace: "standing === 'removed';" },
	{ name: 'the circle sees who went aside', rule: 'A5', file: 'view.ts', find: "standing: away ? 'resting' : s.standing", replace: 'standing: s.standing' },
	{ name: 'the care room on every screen', rule: 'A5', file: 'view.ts', find: "if (!c.care || (!holder && me.standing !== 'inCare')) return null;", replace: 'if (!c.care) return null;' },
	{ name: 'the invitation to a care room on every screen', rule: 'A5', file: 'view.ts', find: 'c.careInvite?.seat === me.seat ? c.careInvite.companion : null', replace: 'c.careInvite?.companion ?? null' },
	{ name: 'whoever a call is about reads it', rule: 'N7', file: 'view.ts', find: ' && s.seat !== me.seat && s.about !== me.seat);', replace: ' && s.seat !== me.seat);' },
	{ name: 'what passes those who hold the circle by reaches them', rule: 'N4', file: 'view.ts', find: 'isOpen(s) && inside(s) && s.seat !== me.seat', replace: 'isOpen(s) && s.seat !== me.seat' },
	{ name: 'any peer reads the open calls after the end', rule: 'N10', file: 'view.ts', find: 'return over(state) && led ?', replace: 'return over(state) ?' },
	{ name: 'why the piece was moved on stays hidden from whom it was', rule: 'P7', file: 'view.ts', find: 'moved: me.moved,', replace: 'moved: null,' },
	{ name: 'whose card was opened is told to all', rule: 'F2', file: 'view.ts', find: 'c.cardsOpened.filter((o) => o.seat === me.seat).map', replace: 'c.cardsOpened.map' },
	{ name: 'another’s pair on every screen', rule: 'D7', file: 'view.ts', find: 'pairHere(c, me.seat) : undefined;\n', replace: 'c.pairs?.all[0] : undefined;\n' },
	{ name: 'taking back is offered to all', rule: 'K12', file: 'view.ts', find: "if (refusal(state, { type: 'TAKE_BACK', stepId: takeBack.id }, { kind: 'seat', seat: me.seat }, now) !== null) return null;", replace: '' },
	{ name: 'whoever waits at the door sees the circle', rule: 'I20', file: 'view.ts', find: 'hold: sits ? holdView(state, me, now) : null', replace: 'hold: holdView(state, me, now)' }
];

/** Who may do what. */
// prettier-ignore
const allowed: Mutant[] = [
	{ name: 'an unknown command is accepted', rule: 'I21', file: 'refusal.ts', find: "if (!rule) return 'not-permitted';", replace: 'if (!rule) return null;' },
	{ name: 'whoever does not sit in the ring may do anything', rule: 'I21', file: 'refusal.ts', find: 'if (!inRing(me) && !has(outside[me.standing] ?? [])) return refusedAt(me);', replace: '' },
	{ name: 'a report is accepted that changes nothing', rule: 'I16', file: 'signals/rules.ts', find: "return same ? 'nothing-to-do' : null;\n}\n\n/** What was called past", replace: 'return null;\n}\n\n/** What was called past' },
	{ name: 'a late clock fires', rule: 'T4', file: 'refusal.ts', find: 'timer?.id === e.id && running(timer)', replace: 'running(timer)' },
	{ name: 'the circle is handed to anybody', rule: 'H1', file: 'course/rules.ts', find: "return !led ? 'not-now' : mayFacilitate(other, now) ? null : 'not-credentialed';", replace: "return !led ? 'not-now' : null;" },
	{ name: 'the lead of a pause is given to anybody', rule: 'K7', file: 'care/rules.ts', find: "return mayFacilitate(other, asking.now) ? null : 'not-credentialed';", replace: 'return null;' },
	{ name: 'another’s pause is undone', rule: 'K4', file: 'care/rules.ts', find: "if (c.takeover?.leader !== asking.me.seat) return 'not-yours';", replace: '' },
	{ name: 'an answer to an earlier pause ends this one', rule: 'K13', file: 'care/rules.ts', find: "if (state.context.pauseId !== pauseId) return 'pause-over';", replace: '' },
	{ name: 'what was meant for an earlier pause steers this one', rule: 'K13', file: 'care/rules.ts', find: "return state.context.pauseId === pauseId ? null : 'pause-over';", replace: 'return null;' },
	{ name: 'a press meant for an earlier silence ends this one', rule: 'K13', file: 'course/rules.ts', find: "return asking.state.context.pauseId === pauseId ? null : 'pause-over';", replace: 'return null;' },
	{ name: 'anybody who may hold it opens microphones in a pause', rule: 'K10', file: 'care/rules.ts', find: "const no = refuseAsLeader(asking, e.pauseId);\n", replace: 'const no = refuseInTakeover(asking, e.pauseId);\n' },
	{ name: 'going on is taken back by anybody', rule: 'K12', file: 'care/rules.ts', find: "return here(me) && (takeBack.by === me.seat || mayFacilitate(me, now)) ? null : 'not-permitted';", replace: "return here(me) ? null : 'not-permitted';" },
	{ name: 'another step is taken back than was seen', rule: 'K12', file: 'care/rules.ts', find: "if (takeBack?.id !== stepId) return 'too-late';", replace: "if (!takeBack) return 'too-late';" },
	{ name: 'peers begin what is more than they may', rule: 'E11', file: 'course/beginning.ts', find: "return beyondPeers ? 'beyond-peers' : null;", replace: 'return null;' },
	{ name: 'peers end a pause that somebody leads', rule: 'K5', file: 'care/rules.ts', find: "if (pauseOf(state) === 'technicalPause') return state.value.hosting === 'peerHosted';", replace: 'if (true) return true;' },
	{ name: 'whoever is not here pauses the circle', rule: 'K2', file: 'context.ts', find: 'mayLead(s, now) && here(s);', replace: 'mayLead(s, now);' },
	{ name: 'a call about the lead is answered by the lead', rule: 'N7', file: 'signals/rules.ts', find: "signal.seat === me.seat || signal.about === me.seat ? 'not-in-person' : null", replace: "signal.seat === me.seat ? 'not-in-person' : null" },
	{ name: 'a call is closed though nobody was with them', rule: 'N10', file: 'signals/rules.ts', find: "return signal.met || over(asking.state) || gone(asking.state.context, signal) ? null : 'not-now';", replace: 'return null;' },
	{ name: 'somebody else takes a call back', rule: 'N5', file: 'signals/rules.ts', find: "return signal.seat === me.seat ? null : 'not-yours';", replace: 'return null;' },
	{ name: 'somebody is taken to the care room without their yes', rule: 'A1', file: 'care-room/rules.ts', find: "if (asked?.seat !== me.seat) return 'nothing-to-do';", replace: "if (!asked) return 'nothing-to-do';" },
	{ name: 'the last who holds the circle is asked away from it', rule: 'A1', file: 'care-room/rules.ts', find: "!held && nobodyStays(c, me.seat, seat, now) ? 'nobody-stays' : null", replace: 'null' },
	{ name: 'a second facilitator enters a pair that has a helper', rule: 'D4', file: 'signals/rules.ts', find: "if (pair) return pair.helper === null ? null : 'someone-was-first';", replace: 'if (pair) return null;' },
	{ name: 'a call about whoever holds the circle marks its pair for them', rule: 'N7', file: 'view.ts', find: 'const calls = callsFor(c, me);', replace: 'const calls = c.signals;' },
	{ name: 'the helper is alone with whoever called about them', rule: 'N7', file: 'pairs/transitions.ts', find: ' && (s.about === null || s.about !== pair.helper)', replace: '' },
	{ name: 'everybody reads who would rather stay', rule: 'A1', file: 'view.ts', find: 'c.careDeclined && (holder || c.careDeclined.seat === me.seat) ? c.careDeclined : null', replace: 'c.careDeclined ?? null' },
	{ name: 'a call about whoever led opens its owner’s card to them', rule: 'F3', file: 'cards/cards.ts', find: ' && s.about !== me);', replace: ');' },
	{ name: 'anybody opens a sealed card', rule: 'F1', file: 'cards/cards.ts', find: "return mayFacilitate(me, now) ? null : 'not-credentialed';", replace: 'return null;' },
	{ name: 'a turn is finished by somebody else', rule: 'P1', file: 'piece/rules.ts', find: "if (asking.state.context.turn?.seat !== asking.me.seat) return 'not-holder';\n\treturn heldNow", replace: '\treturn heldNow' }
];

/** A call, until somebody is with them. */
// prettier-ignore
const calls: Mutant[] = [
	{ name: 'a lost leader keeps everybody else from the caller', rule: 'N11', file: 'signals/rules.ts', find: 'c.takeover.leader !== me.seat && hasLeader(c, now)', replace: 'c.takeover.leader !== me.seat' },
	{ name: 'two lead a pause', rule: 'N11', file: 'signals/rules.ts', find: "if (c.takeover && c.takeover.leader !== me.seat && hasLeader(c, now)) return 'already-held';", replace: '' },
	{ name: 'an answer holds though they went to somebody else', rule: 'N7', file: 'signals/attended.ts', find: 'return (since === null || answeredAt > since) && (signal.goneAt', replace: 'return (signal.goneAt' },
	{ name: 'an answer holds though its caller went', rule: 'N8', file: 'signals/attended.ts', find: 'return (since === null || answeredAt > since) && (signal.goneAt === null || answeredAt >= signal.goneAt);', replace: 'return since === null || answeredAt > since;' },
	{ name: 'whoever is lost is still with them', rule: 'N7', file: 'signals/attended.ts', find: "mayLead(s, now) && connected(s) && ['admitted', 'inCare'].includes(s.standing);", replace: "mayLead(s, now) && ['admitted', 'inCare'].includes(s.standing);" },
	{ name: 'whoever was removed is still with them', rule: 'N7', file: 'signals/attended.ts', find: "connected(s) && ['admitted', 'inCare'].includes(s.standing);", replace: 'connected(s);' },
	{ name: 'whoever has no credential any more is still with them', rule: 'N7', file: 'signals/attended.ts', find: 'const good = s && mayLead(s, now) && connected(s)', replace: "const good = s && s.role !== 'participant' && connected(s)" },
	{ name: 'the end of a credential is not looked at', rule: 'N8', file: 'signals/follow.ts', find: 'if (!watches(c, signal)) start(', replace: 'if (false) start(' },
	{ name: 'a call does not begin anew', rule: 'N8', file: 'signals/follow.ts', find: 'if (is === null && signal.with !== null) reopen(c, signal, now);', replace: 'if (is === null && signal.with !== null) signal.with = null;' },
	{ name: 'those outside are never asked', rule: 'N3', file: 'signals/transitions.ts', find: 'if (signal && isOpen(signal)) signal.paged = true;', replace: '' },
	{ name: 'those outside are asked on, though somebody came', rule: 'N3', file: 'signals/follow.ts', find: 'before: null, met: true, paged: false, reach: null', replace: 'before: null, met: true, reach: null' },
	{ name: 'a caller is never told', rule: 'N2', file: 'signals/transitions.ts', find: 'if (signal) signal.unanswered = true;', replace: '' },
	{ name: 'with nobody who could come, nobody is asked or told at once', rule: 'N3', file: 'signals/follow.ts', find: 'Object.assign(signal, { paged: true, unanswered: true });', replace: 'signal.unanswered = true;' },
	{ name: 'that nobody can be reached is not told', rule: 'N9', file: 'signals/transitions.ts', find: 'if (people === 0) signal.unanswered = true;', replace: '' },
	{ name: 'a call rings no more when it is pressed again', rule: 'N5', file: 'signals/transitions.ts', find: 'if (waiting) signal.rung = now;', replace: 'if (waiting) return;' },
	{ name: 'a call for the lead’s own need is not about the lead', rule: 'N7', file: 'signals/transitions.ts', find: "about: e.whom === 'facilitator' ? leadNow(c, by) : null }", replace: 'about: null }' },
	{ name: 'a real call is taken for a try', rule: 'N6', file: 'signals/transitions.ts', find: "e.practice === true && e.whom === 'me'", replace: "e.whom === 'me'" },
	{ name: 'who is left alone in the care room calls nobody', rule: 'A4', file: 'care-room/transitions.ts', find: "if (!openSignal(c, c.care.seat)) support(c, c.care.seat, { whom: 'me' }, now);", replace: '' },
	{ name: 'aftercare ends over somebody who called', rule: 'A6', file: 'guards.ts', find: 'c.care !== null || c.signals.some((s) => isOpen(s) && inside(s) && !gone(c, s))', replace: 'c.care !== null' }
];

/** A pause, the care room, the pairs. */
// prettier-ignore
const held: Mutant[] = [
	{ name: 'the microphone of whom the circle pauses for opens by itself', rule: 'N11', file: 'care/transitions.ts', find: 'voice: speaking ? seat : null }', replace: 'voice: seat }' },
	{ name: 'who speaks is cut off by the pause for them', rule: 'N11', file: 'care/transitions.ts', find: 'voice: speaking ? seat : null }', replace: 'voice: null }' },
	{ name: 'time runs on in a pause', rule: 'K1', file: 'care/transitions.ts', find: 'export function takeOver(c: Context, by: Seat, e: Of<\'TAKEOVER\'>, now: Instant): void {\n\tfreeze(c, now);', replace: 'export function takeOver(c: Context, by: Seat, e: Of<\'TAKEOVER\'>, now: Instant): void {' },
	{ name: 'a short round skips every second person', rule: 'K11', file: 'care/transitions.ts', find: 'left.slice(1)', replace: 'left.slice(2)' },
	{ name: 'a short round waits for whoever is gone', rule: 'K11', file: 'seats/transitions.ts', find: 'return s !== undefined && !here(s);', replace: 'return false;' },
	{ name: 'who now leads keeps being cared for', rule: 'K7', file: 'care/transitions.ts', find: 'if (c.takeover.inCare === to) c.takeover.inCare = null;\n\tsay', replace: 'say' },
	{ name: 'after ten seconds going on is still taken back', rule: 'K12', file: 'take-back.ts', find: "start(context, 'takeBack', now, limits.takeBackMs);", replace: "start(context, 'takeBack', now, 2 * limits.takeBackMs);" },
	{ name: 'taking back throws away who came meanwhile', rule: 'K12', file: 'take-back.ts', find: 'if (!before) return now;\n\tconst own', replace: 'if (!before) return now;\n\treturn before;\n\tconst own' },
	{ name: 'taking back throws away a call made meanwhile', rule: 'K12', file: 'take-back.ts', find: 'signals: now.signals,', replace: '' },
	{ name: 'the lead is lost in the care room', rule: 'A2', file: 'seats/transitions.ts', find: "if (!leader || other || mayFacilitate(leader, now) || besideCircle(leader, now)) stop(c, 'leader');", replace: "if (!leader || other || mayFacilitate(leader, now)) stop(c, 'leader');" },
	{ name: 'who goes aside loses the circle', rule: 'H5', file: 'guards.ts', find: 'return !s || !(mayFacilitate(s, e.now) || besideCircle(s, e.now));', replace: 'return !s || !mayFacilitate(s, e.now);' },
	{ name: 'a lost leader is waited for without end', rule: 'K6', file: 'seats/transitions.ts', find: "else if (!c.timers.leader) start(c, 'leader', now, limits.leaderLostMs);", replace: '' },
	{ name: 'a leader who leaves takes the pause with them', rule: 'K6', file: 'seats/transitions.ts', find: 'const other = leader && left(leader) ? facilitatorsHere(c, now)[0] : undefined;', replace: 'const other = undefined as SeatState | undefined;' },
	{ name: 'the other of a pair stays while somebody is cared for', rule: 'D9', file: 'pairs/transitions.ts', find: 'return pair.alone === null ? [...pair.seats, ...helper] : [pair.alone, ...helper];', replace: 'return [...pair.seats, ...helper];' },
	{ name: 'the pair’s clock runs on over somebody who is cared for', rule: 'D9', file: 'pairs/transitions.ts', find: "pause(c, 'pairStep', now);", replace: '' },
	{ name: 'a room that is over is open again', rule: 'A5', file: 'care-room/transitions.ts', find: 'c.pastRooms.push(care.room);', replace: '' },
	{ name: 'whoever stepped out is heard', rule: 'G1', file: 'grants.ts', find: "speaking.has(seat) && s.standing === 'admitted' && !writes", replace: 'speaking.has(seat) && !writes' },
	{ name: 'whom the piece is offered to is heard already', rule: 'G4', file: 'grants.ts', find: "const offered = pauseOf(state) === 'none' && pieceOf(state) === 'offered';", replace: 'const offered = false;' }
];

/** The door, the piece, the course. */
// prettier-ignore
const course: Mutant[] = [
	{ name: 'a named facilitator stands at the door', rule: 'S10', file: 'seats/transitions.ts', find: '(s.onCall || mayLead(s, now))', replace: 's.onCall' },
	{ name: 'a named facilitator finds the doors closed', rule: 'S10', file: 'seats/rules.ts', find: 'newcomer && !me.onCall && !mayLead(me, now) && live', replace: 'newcomer && !me.onCall && live' },
	{ name: 'whoever was removed comes back', rule: 'S6', file: 'seats/rules.ts', find: "if (me.standing === 'removed') return 'removed';", replace: '' },
	{ name: 'why it was moved on is forgotten', rule: 'P7', file: 'piece/transitions.ts', find: 'if (seat !== undefined) mustSeat(c, seat).moved = code;', replace: '' },
	{ name: 'a deferred turn loses its time', rule: 'P5', file: 'piece/transitions.ts', find: 'if (c.turn.budgetMs > 0) s.restMs =', replace: 'if (false) s.restMs =' },
	{ name: 'an outage uses up the time', rule: 'S7', file: 'clocks.ts', find: 'for (const t of Object.values(c.timers)) if (running(t)) t.at += byMs;', replace: '' },
	{ name: 'people are sent home out of the care room', rule: 'A6', file: 'course/rules.ts', find: "if (asking.state.context.care) return 'in-care';", replace: '' }
];

export const mutants: Mutant[] = [...seen, ...allowed, ...calls, ...held, ...course];
