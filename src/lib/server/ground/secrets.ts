// Random secrets and their hashes. What is handed out is never what is stored.

import { createHash, randomBytes } from 'node:crypto';

/** A fresh secret of 128 bits, as text that fits a URL, a cookie and a mail. */
export const newSecret = (): string => randomBytes(16).toString('base64url');

/** What is stored of a secret: SHA-256, hexadecimal. The secrets are random, so no salt is needed. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
