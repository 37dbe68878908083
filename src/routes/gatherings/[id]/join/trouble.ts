// Why a camera or microphone does not come, and what helps in this browser on this system. Pure but for reading the browser's name.

import type { PreviewState } from '$lib/media/trouble';

type Device = 'camera' | 'microphone';

/** One or two sentences; "" when all is well. */
export function stateWords(device: Device, state: PreviewState, agent = navigator.userAgent): string {
	switch (state) {
		case 'starting':
			return `Your ${device} is starting. The browser may ask you to allow it.`;
		case 'blocked':
			return `Your ${device} is not allowed here. ${howToAllow(device, agent)} You can also go on without it.`;
		case 'missing':
			return `No ${device} was found. If it is plugged in, try another socket; or go on without it.`;
		case 'busy':
			return `Your ${device} is in use by another app. Close that app, then choose the ${device} again.`;
		default:
			return '';
	}
}

/** Where the permission is changed: in the browser first, then in the system. */
export function howToAllow(device: Device, agent: string): string {
	const named = device === 'camera' ? 'Camera' : 'Microphone';
	if (/iPhone|iPad/.test(agent))
		return `In Settings, find your browser, and allow ${named}; in Safari it is also behind “aA” beside the address.`;
	if (/Android/.test(agent))
		return `Press the sign beside the address, then Permissions, and allow ${named}; if it stays closed, look in the phone's Settings under Apps.`;
	const system = /Mac OS/.test(agent)
		? `In System Settings, look under Privacy & Security, ${named}.`
		: /Windows/.test(agent)
			? `In Windows Settings, look under Privacy, ${named}.`
			: '';
	const browser = /Firefox/.test(agent)
		? `Press the crossed-out ${device} beside the address and take the block away.`
		: /Chrome|Edg/.test(agent)
			? `Press the sign left of the address and allow ${named}.`
			: `In Safari's menu, choose Settings for This Website and allow ${named}.`;
	return [browser, system].filter(Boolean).join(' ');
}
