// What a start waits for beside the pages, kept in a file that the application reads (src/lib/server/live/video-coming.ts).
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { VideoStage } from '../../src/lib/server/live/video-coming.ts';

export interface ComingFile {
	/** What the application is told of it. */
	env: { VIDEO_COMING: string };
	/** null: the video server stands. */
	is(what: VideoStage | null): void;
}

export function comingFile(dir: string): ComingFile {
	const file = path.join(dir, 'video-coming');
	return {
		env: { VIDEO_COMING: file },
		is(what) {
			if (what === null) return rmSync(file, { force: true });
			writeFileSync(`${file}.new`, what);
			renameSync(`${file}.new`, file);
		}
	};
}
