// A sitting that only holds still, with drawn faces.
import type { View } from '../../src/lib/gathering/viewed';
import type { Line } from '../../src/routes/gatherings/[id]/circle/say/mine';
import type { Sitting } from '../../src/routes/gatherings/[id]/circle/state/sitting.svelte';

const colours = ['#857f76', '#7a8f76', '#8b7f96', '#9c6f60', '#6d8389', '#ae9a69', '#a97d66'];

function portrait(seat: number): string {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="${colours[seat % 7]}"/><circle cx="50" cy="44" r="17" fill="#e6d8c8"/><path d="M16 100c0-26 14-36 34-36s34 10 34 36z" fill="#3f3a37" opacity=".75"/></svg>`;
	return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** In a room beside the circle the other has written something. */
const writtenIn = (view: View) =>
	view.page === null
		? []
		: [
				{
					turnId: view.page,
					seat: view.page.startsWith('pause:')
						? 2
						: view.care?.seat === view.you.seat
							? view.care.companion
							: view.you.seat === 3
								? 4
								: (view.care?.seat ?? 3),
					text: 'I cannot speak just now, my throat is tight.',
					revision: 1
				}
			];

export function sittingWith(view: View, line: Line = { broken: false, silent: false, kept: [] }): Sitting {
	const faces = Object.fromEntries(
		view.seats
			.filter(({ seat }) => seat % 5 !== 0)
			.map(({ seat, identity }) => [
				identity ?? '',
				{ camera: true, mic: view.audible.includes(seat), kept: false, level: view.audible.includes(seat) ? 0.3 : 0 }
			])
	);
	const media = $state({
		link: 'on',
		room: view.you.room,
		faces,
		mic: view.you.mic ? (view.hold?.youMaySpeak ? 'warm' : 'open') : 'none',
		micAsked: view.hold?.leader === view.you.seat,
		micFree: view.you.mic && (view.hold !== null || view.phase?.mode !== 'piece'),
		camera: 'on',
		soundBlocked: false,
		picture:
			(identity: string | null) =>
			(element: HTMLVideoElement): undefined => {
				const seat = view.seats.find((one) => one.identity === identity);
				element.poster = portrait(seat?.seat ?? 0);
			},
		follow() {},
		openMic() {},
		speakInTakeover() {},
		speakIn() {}
	});
	const sitting = $state({
		gathering: { view, written: writtenIn(view), alive: true, broken: line.broken, now: () => view.now, write: async () => {} },
		media,
		choices: { camera: true, mic: true, quality: 'full', cameraId: '', micId: '', speakerId: '', volume: 0 },
		said: '',
		kept: line.kept,
		takeBack() {},
		hidden: false,
		now: view.now,
		sending: null,
		unanswered: line.silent,
		tookOver: null,
		goesAside: null,
		replaced: false,
		send: async () => ({ ok: true, version: 1 }),
		say(text: string) {
			sitting.said = text;
		},
		choose() {},
		heal() {}
	});
	return sitting as unknown as Sitting;
}
