// What the rooms of a gathering are called at the media server: the circle's has the gathering's own name.

import { circleRoom } from '../../gathering/types.ts';

export const roomName = (gathering: string, room: string): string => (room === circleRoom ? gathering : `${gathering}.${room}`);

/** Which gathering a room of the media server belongs to. */
export const gatheringOf = (name: string): string => name.split('.')[0] ?? '';
