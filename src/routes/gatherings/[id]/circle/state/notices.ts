// Messages of the device that this page shows while nobody looks at it. Neutral words only; a press allows them.

export type Permission = NotificationPermission | 'unable';

export const permission = (): Permission => ('Notification' in window ? Notification.permission : 'unable');

/** Asks the person, in a press. */
export const allow = async (): Promise<Permission> => ('Notification' in window ? Notification.requestPermission() : 'unable');

/** Shows a message, or renews it when one of this tag is shown; does nothing where it is not allowed or the page is looked at. */
export function notify(tag: string, body: string): void {
	if (!document.hidden || permission() !== 'granted') return;
	const options = { body, tag, renotify: true };
	try {
		const shown = new Notification('Evenround', options);
		shown.onclick = () => {
			window.focus();
			shown.close();
		};
	} catch {
		// Some phones show messages only through a worker.
		void navigator.serviceWorker?.getRegistration().then(
			(worker) => worker?.showNotification('Evenround', options),
			() => {}
		);
	}
}
