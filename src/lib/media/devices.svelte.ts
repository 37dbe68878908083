// The cameras, microphones and speakers of this machine, as lists for a picker.

export interface Device {
	value: string;
	label: string;
}
export type DeviceKind = 'videoinput' | 'audioinput' | 'audiooutput';

/** Lists that follow what is plugged in. Labels are empty until the person has allowed one device. */
export class Devices {
	cameras = $state.raw<Device[]>([]);
	microphones = $state.raw<Device[]>([]);
	speakers = $state.raw<Device[]>([]);

	/** Reads the lists, and again when something is plugged in or out. Returns a function that stops this. */
	follow(): () => void {
		void this.read();
		const media = navigator.mediaDevices;
		const read = () => void this.read();
		media?.addEventListener('devicechange', read);
		return () => media?.removeEventListener('devicechange', read);
	}

	async read() {
		const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
		const of = (kind: DeviceKind, word: string) =>
			all
				.filter((device) => device.kind === kind && device.deviceId !== '')
				.map((device, i) => ({ value: device.deviceId, label: device.label || `${word} ${i + 1}` }));
		this.cameras = of('videoinput', 'Camera');
		this.microphones = of('audioinput', 'Microphone');
		this.speakers = of('audiooutput', 'Speaker');
	}
}
