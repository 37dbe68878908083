// Columns that many tables have, spelled once.

import { timestamp, uuid } from 'drizzle-orm/pg-core';

export const at = () => timestamp({ withTimezone: true });
export const id = () => uuid().primaryKey().defaultRandom();
