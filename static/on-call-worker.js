// Wakes for a page: shows that somebody asks, and opens the page when it is pressed. Keeps nothing and fetches nothing.

self.addEventListener('push', (event) => {
	const { title, body, url, tag } = event.data.json();
	event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url }, icon: '/favicon.svg', requireInteraction: true }));
});

self.addEventListener('notificationclick', (event) => {
	event.notification.close();
	event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
