// A few seconds of a drawn face as a film that a browser takes for its camera.
import { writeFileSync } from 'node:fs';
import { face, FPS, HEIGHT, WIDTH } from '../../../src/lib/server/simulated/picture.ts';

const seconds = 4;

/** Writes the film and returns its path. */
export function film(file: string): string {
	const look = face(2);
	const frames = Array.from({ length: seconds * FPS }, (_, n) => Buffer.concat([Buffer.from('FRAME\n'), look(n, false)]));
	writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FPS}:1 Ip A1:1 C420jpeg\n`), ...frames]));
	return file;
}
