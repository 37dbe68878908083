// Links that a mail gateway wrote anew on the way: with `%23` for the `#`, a secret would be asked for as a part of the path,
// find nothing, and stand in every log. Pure.

/** A `#` as gateways write it, once or twice over. */
const hash = '%(?:25)*23';
const inPath = new RegExp(`^(.*?)${hash}([^/]*)$`);
/** What our own links carry there, and nothing else. */
const inSearch = new RegExp(`${hash}([\\w-]{16,64})(?=&|$)`);

/** The address that was meant by such a link, on this instance; null for every other. */
export function asMeant({ pathname, search }: URL): string | null {
	const path = inPath.exec(pathname);
	// One slash in front: with two it would be the name of another host.
	if (path) return `/${path[1]!.replace(/^\/+/, '')}${search}#${path[2]}`;
	const query = inSearch.exec(search);
	return query && `/${pathname.replace(/^\/+/, '')}${search.replace(inSearch, '')}#${query[1]}`;
}
