// The gathering as an XState machine: regions side by side, each event heard by exactly one of them. It runs
// nothing and repeats no rule: `refusal` has said no before an event comes here. SPEC.md numbers the rules.

import { and, not, setup, stateIn } from 'xstate';
import { actions } from './actions.ts';
import { emptyContext, type Context } from './context.ts';
import { guards } from './guards.ts';
import type { Format, Instant } from './types.ts';
import type { Sent } from './sent.ts';

const base = setup({
	types: {
		context: {} as Context,
		events: {} as Sent,
		input: {} as { format: Format; startsAt: Instant }
	},
	actions,
	guards
});

/** Nothing holds the circle: only then does the piece move. */
const going = stateIn({ hold: { going: 'none' } });
/** Nor is about to: a bell that was asked for rings before anything else begins. */
const free = and([going, not('bellAsked')]);
/** Both asked at once: a region must not act on what another changes in the same step. */
const roundDone = and([stateIn({ piece: 'complete' }), 'isComplete']);
const peers = stateIn({ hosting: 'peerHosted' });

/** Whoever held the circle is back before somebody else took it up. */
const hostReturns = [
	{ guard: and(['hostHere', 'hostIsFacilitator']), target: 'facilitated' as const },
	{ guard: 'hostHere' as const, target: 'coFacilitated' as const }
];

export const machine = base.createMachine({
	id: 'gathering',
	type: 'parallel',
	context: ({ input }) => emptyContext(input.format, input.startsAt),
	on: {
		SEAT: { actions: ['seat'] },
		UNSEAT: { actions: ['unseat'] },
		CREDENTIAL: { actions: ['credential', 'watch'] },
		COVER: { actions: ['cover'] },
		PEERS: { actions: ['peers'] },
		ON_CALL: { actions: ['onCall'] },
		REACHED: { actions: ['reached'] },
		JOIN: { actions: ['join', 'watch'] },
		LEAVE: { actions: ['leave', 'watch'] },
		STEP_OUT: { actions: ['stepOut', 'watch'] },
		STEP_IN: { actions: ['stepIn', 'watch'] },
		ADMIT: { actions: ['admit'] },
		DENY: { actions: ['deny'] },
		SEND_BACK: { actions: ['sendBack', 'watch'] },
		REMOVE: { actions: ['remove', 'watch'] },
		RESEAT: { actions: ['reseat'] },
		CONNECTION: { actions: ['connection', 'watch'] },
		SIGNED_OUT: { actions: ['signedOut', 'watch'] },
		OUTAGE: { actions: ['outage'] },
		LISTEN_TONIGHT: { actions: ['listenTonight'] },
		WISH: { actions: ['wish'] },
		TYPING: { actions: ['typing'] },
		CANNOT_HEAR: { actions: ['cannotHear'] },
		PAIR_WISH: { actions: ['pairWish'] },
		PAIR: { actions: ['pair', 'watch'] },
		NEED_MOMENT: { actions: ['needMoment'] },
		READY_AGAIN: { actions: ['readyAgain'] },
		LEAVE_PAIR: { actions: ['leavePair', 'watch'] },
		PAIR_APART: { actions: ['apart'] },
		TAKE_BACK: { actions: ['takenBack', 'watch'] },
		'TIMER.takeBack': { actions: ['noTakingBack'] },
		'TIMER.able': { actions: ['watch'] },
		ARRIVED: { actions: ['arrived'] },
		'TIMER.pairStep': { actions: ['pairStep'] },
		'TIMER.moment': { actions: ['momentOver'] },
		'TIMER.partner': { actions: ['partnerLost', 'watch'] },
		SAY_OF_PAUSE: { actions: ['sayOfPause'] },
		HAND: { actions: ['hand'] },
		SUPPORT: [{ guard: and([going, 'isTry']), actions: ['tryOut'] }, { actions: ['support'] }],
		END_TRY: { actions: ['endTry'] },
		SAY_MORE: { actions: ['sayMore'] },
		CALL_AGAIN: { actions: ['callAgain'] },
		LOOKED_AFTER: { actions: ['lookedAfter'] },
		ANSWER_SUPPORT: { actions: ['answerSupport'] },
		WITHDRAW_SUPPORT: { actions: ['withdrawSupport'] },
		CLOSE_CASE: { actions: ['closeCase'] },
		CASE_CLOSED: { actions: ['caseClosed'] },
		INVITE_TO_CARE: { actions: ['inviteToCare'] },
		DECLINE_CARE: { actions: ['declineCare'] },
		CARE_BACK: { actions: ['careBack', 'watch'] },
		OPEN_CARD: { actions: ['openCard'] },
		'TIMER.companion': { actions: ['companionLost'] },
		'TIMER.page': { actions: ['page'] },
		'TIMER.signal': { actions: ['signalUnanswered'] },
		'TIMER.practice': { actions: ['tried'] }
	},
	states: {
		lifecycle: {
			initial: 'scheduled',
			states: {
				scheduled: {
					on: {
						'TIMER.lobby': { target: 'lobby', actions: ['lobbyOpens'] },
						RESCHEDULE: { actions: ['reschedule'] },
						CANCEL: 'cancelled'
					}
				},
				lobby: {
					on: {
						BEGIN: { target: 'live', actions: ['begin', 'watch'] },
						CANCEL: 'cancelled',
						'TIMER.abandon': 'abandoned'
					}
				},
				live: {
					on: {
						END: 'ended',
						'TIMER.aftercare': [{ guard: 'stillCares', actions: ['aftercareWaits'] }, { target: 'ended' }],
						'TIMER.abandon': 'abandoned'
					}
				},
				ended: { entry: ['stopEverything'] },
				cancelled: { entry: ['stopEverything'] },
				abandoned: { entry: ['stopEverything'] }
			}
		},

		phase: {
			initial: 'none',
			always: [
				{ guard: and([free, peers, 'movesOn']), actions: ['openNextAlone'] },
				{ guard: and([free, 'movesOn']), actions: ['openNext'] },
				{ guard: and([free, peers, roundDone, 'hasNext']), actions: ['openNextAlone'] },
				{ guard: and(['isOpen', not(stateIn({ phase: 'open' }))]), target: '.open' },
				{ guard: and(['isBroadcast', not(stateIn({ phase: 'broadcast' }))]), target: '.broadcast' },
				{ guard: and(['isSilence', not(stateIn({ phase: 'silence' }))]), target: '.silence' },
				{ guard: and(['isPiece', not(stateIn({ phase: 'piece' }))]), target: '.piece' },
				{ guard: and(['isDyads', not(stateIn({ phase: 'dyads' }))]), target: '.dyads' }
			],
			on: {
				NEXT_PHASE: { actions: ['nextPhase'] },
				CLOSE_WELL: { actions: ['closeWell'] },
				EXTEND: { actions: ['extend'] },
				REORDER: { actions: ['reorder'] },
				'TIMER.phase': [{ guard: peers, actions: ['phaseTimeUpAlone'] }, { actions: ['phaseTimeUp'] }],
				'TIMER.unheard': { actions: ['unheard'] }
			},
			states: { none: {}, open: {}, broadcast: {}, silence: {}, piece: {}, dyads: {} }
		},

		piece: {
			initial: 'none',
			on: {
				OFFER_RESPONSE: { actions: ['offerResponse'] },
				CUE: { actions: ['cue'] }
			},
			states: {
				none: { always: { guard: 'isPiece', target: 'resting' } },
				resting: {
					always: [
						{ guard: not('isPiece'), target: 'none' },
						{ guard: and([free, 'canOffer']), target: 'offered', actions: ['offerNext'] },
						{ guard: and([free, 'completes']), target: 'complete', actions: ['settleAbsent'] },
						{ guard: and([free, 'shouldWait']), actions: ['waitForAbsent'] }
					],
					on: {
						TAKE: { target: 'held', actions: ['take'] },
						'TIMER.centreRest': { actions: ['centreOpens'] },
						'TIMER.anyone': { actions: ['againOpens'] },
						'TIMER.awaitReturn': { actions: ['waitedLongEnough'] }
					}
				},
				offered: {
					always: [
						{ guard: 'noTurn', target: 'resting' },
						{ guard: and([going, 'holderGone']), target: 'resting', actions: ['defer'] },
						{ guard: and([going, 'holderListens']), target: 'resting', actions: ['pass'] }
					],
					on: {
						ACCEPT: { target: 'held', actions: ['accept'] },
						PASS: { target: 'resting', actions: ['pass'] },
						DEFER: { target: 'resting', actions: ['defer'] },
						MOVE: { target: 'resting', actions: ['move'] },
						MOMENT: { actions: ['moment'] },
						'TIMER.offer': { actions: ['askAgain'] },
						'TIMER.offerAgain': { target: 'resting', actions: ['defer'] }
					}
				},
				held: {
					initial: 'withHolder',
					always: [
						{ guard: 'noTurn', target: 'resting' },
						{ guard: and([going, 'holderGone']), target: 'resting', actions: ['defer'] }
					],
					on: {
						FINISH: [
							{ guard: 'restsAtOnce', target: 'resting', actions: ['finish', 'heard'] },
							{ target: 'settling', actions: ['finish'] }
						],
						MOVE: { target: 'resting', actions: ['move'] },
						'TIMER.soft': { actions: ['softTime'] }
					},
					states: {
						withHolder: {
							initial: 'speaking',
							always: { guard: and([going, 'holderLost']), target: 'awaitingReturn' },
							states: {
								speaking: { on: { HOLD_SILENCE: 'silent' } },
								silent: { on: { SPEAK: 'speaking' } },
								before: { type: 'history' }
							}
						},
						awaitingReturn: {
							entry: ['awaitReturn'],
							exit: ['returned'],
							always: { guard: and([going, 'holderHere']), target: 'withHolder.before' },
							on: { 'TIMER.awaitReturn': { target: '#gathering.piece.resting', actions: ['defer'] } }
						}
					}
				},
				settling: {
					always: [
						{ guard: 'noTurn', target: 'resting' },
						{ guard: and([going, 'holderGone']), target: 'resting', actions: ['heard'] }
					],
					on: {
						NOT_YET: { target: 'held.withHolder.before', actions: ['notYet'] },
						'TIMER.settle': [
							{ guard: 'hasResponder', target: 'responding', actions: ['respond'] },
							{ target: 'resting', actions: ['heard'] }
						]
					}
				},
				responding: {
					always: [
						{ guard: 'noTurn', target: 'resting' },
						{ guard: and([going, 'responderGone', 'hasResponder']), actions: ['respond'] },
						{ guard: and([going, 'responderGone']), target: 'resting', actions: ['heard'] }
					],
					on: {
						END_RESPONSE: [
							{ guard: 'hasResponder', actions: ['respond'] },
							{ target: 'resting', actions: ['heard'] }
						],
						'TIMER.respond': [
							{ guard: 'hasResponder', actions: ['respond'] },
							{ target: 'resting', actions: ['heard'] }
						]
					}
				},
				complete: {
					always: [
						{ guard: not('isPiece'), target: 'none' },
						{ guard: not('isComplete'), target: 'resting' }
					]
				}
			}
		},

		hold: {
			initial: 'going',
			states: {
				going: {
					initial: 'none',
					on: {
						TAKEOVER: { target: 'takeover', actions: ['takeOver'] },
						TECHNICAL_PAUSE: { target: 'technicalPause', actions: ['technicalPause'] },
						ACCEPT_CARE: [
							{ guard: 'nobodyWouldStay', target: 'takeover', actions: ['pauseForCare', 'enterCare', 'watch'] },
							{ actions: ['enterCare', 'watch'] }
						],
						BE_WITH: [
							{ guard: 'callerInPair', actions: ['beWithInPair', 'watch'] },
							{ guard: 'mustPause', target: 'takeover', actions: ['beWithPausing'] },
							{ actions: ['beWith'] }
						]
					},
					states: {
						none: {
							always: { guard: and(['bellAsked', not('inShare')]), target: 'bellSilence', actions: ['askedBell'] },
							on: {
								BELL: [
									{ guard: 'bellWaits', actions: ['askForBell'] },
									{ target: 'bellSilence', actions: ['bell'] }
								],
								DECLINE_BELL: { actions: ['declineBell'] }
							}
						},
						bellSilence: {
							on: {
								END_BELL: { target: 'none', actions: ['endBell'] },
								'TIMER.bell': { target: 'none', actions: ['endBell'] }
							}
						},
						before: { type: 'history' }
					}
				},
				takeover: {
					always: [
						{ guard: 'leaderLeft', target: 'technicalPause', actions: ['technicalPause'] },
						{ guard: 'wordLost', actions: ['nextWord'] }
					],
					on: {
						RESUME: [
							{ guard: 'exactly', target: 'going.before', actions: ['resume'] },
							{ target: 'going.none', actions: ['resume'] }
						],
						UNDO_TAKEOVER: { target: 'going.before', actions: ['undo'] },
						DELEGATE: { actions: ['delegate', 'watch'] },
						GROUND: { actions: ['ground'] },
						ASK_TO_JOIN: { actions: ['askToJoin'] },
						ACCEPT_CARE: { actions: ['enterCare', 'watch'] },
						BE_WITH: { actions: ['beWithInPause', 'watch'] },
						GIVE_WORD: { actions: ['giveWord'] },
						CHECK_ROUND: { actions: ['checkRound'] },
						WORD_DONE: { actions: ['nextWord'] },
						'TIMER.review': { actions: ['reviewDue', 'watch'] },
						'TIMER.leader': { target: 'technicalPause', actions: ['technicalPause'] }
					}
				},
				technicalPause: {
					on: {
						RESUME: [
							{ guard: 'exactly', target: 'going.before', actions: ['resume'] },
							{ target: 'going.none', actions: ['resume'] }
						],
						TAKEOVER: { target: 'takeover', actions: ['takeOver'] },
						ACCEPT_CARE: { actions: ['enterCare', 'watch'] },
						BE_WITH: { target: 'takeover', actions: ['beWithPausing'] }
					}
				}
			}
		},

		/** Open calls follow what is so, after every event. */
		calls: { always: { guard: 'callsMoved', actions: ['followCalls'] } },

		hosting: {
			initial: 'none',
			states: {
				none: {
					always: [
						{ guard: and(['hasBegun', 'hasHost']), target: 'facilitated' },
						{ guard: 'hasBegun', target: 'peerHosted' }
					]
				},
				facilitated: {
					always: { guard: 'hostAway', target: 'graceLost' },
					on: { HAND_OVER: { target: 'coFacilitated', actions: ['handOver'] } }
				},
				coFacilitated: {
					always: { guard: 'hostAway', target: 'graceLost' },
					on: {
						HAND_OVER: [{ guard: 'toFacilitator', target: 'facilitated', actions: ['handOver'] }, { actions: ['handOver'] }]
					}
				},
				graceLost: {
					entry: ['startGrace'],
					exit: ['endGrace'],
					always: hostReturns,
					on: {
						TAKE_HOSTING: { target: 'coFacilitated', actions: ['takeHosting'] },
						'TIMER.grace': [
							{ guard: 'coFacilitatorHere', target: 'coFacilitated', actions: ['coFacilitatorHosts'] },
							{ guard: 'successorHere', target: 'succession' },
							{ target: 'peerHosted' }
						]
					}
				},
				succession: {
					entry: ['startSuccession'],
					exit: ['endGrace'],
					always: hostReturns,
					on: {
						TAKE_HOSTING: { target: 'coFacilitated', actions: ['takeHosting'] },
						'TIMER.succession': 'peerHosted'
					}
				},
				peerHosted: {
					entry: ['nobodyHosts'],
					on: { TAKE_HOSTING: { target: 'coFacilitated', actions: ['takeHosting'] } }
				}
			}
		}
	}
});
