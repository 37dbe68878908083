// Which dialog is open: one at a time.

export type Open = 'none' | 'leave' | 'wish' | 'more' | 'keys' | 'end' | 'support' | 'pairs';
