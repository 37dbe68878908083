// The pages of one's own account, in their order.
export const parts = [
	{ path: '/account', label: 'About you' },
	{ path: '/account/notifications', label: 'What you hear of' },
	{ path: '/account/data', label: 'Your data' },
	{ path: '/account/record', label: 'On record' }
];
