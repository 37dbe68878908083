// Wakes for a message from this place: shows it, and opens its page when it is pressed. Keeps nothing and fetches nothing.

self.addEventListener('push', (event) => {
	const { title, body, url, tag, stays } = event.data.json();
	event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url }, icon: '/icons/192.png', requireInteraction: stays }));
});

self.addEventListener('notificationclick', (event) => {
	event.notification.close();
	event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
