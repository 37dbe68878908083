// One person of a gathering in a process of their own, which can be stopped: a page's client and a native participant. Is told
// where and who by its environment, says `in` when it sits there, and stays until it is ended.
import './quiet.ts';
import { PageClient } from '../../src/lib/server/simulated/client.ts';
import { Native } from '../../src/lib/server/simulated/native.ts';
import { still } from './circle.ts';

export interface Told {
	base: string;
	origin: string;
	cookies: Record<string, string>;
	gathering: string;
}

const { gathering, ...whose } = JSON.parse(process.env.PERSON ?? '') as Told;
const page = new PageClient(whose);
page.follow(gathering);
await page.until((view) => view.lifecycle !== 'scheduled', 10_000);
const joined = await page.join(gathering);
if ('refused' in joined) throw new Error(`cannot join: ${joined.refused}`);
await Native.connect({ url: joined.url, token: joined.token, ...still(0) });
console.log('in');
