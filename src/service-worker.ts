// What runs in the browser behind the pages. It keeps the page about help and touches nothing else: no circle, no stream,
// no sign-in. In development it does nothing, so that changes show at once.
/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { build, version } from '$service-worker';
import { keepHelp } from './lib/helplines/offline';

const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;

if (build.length > 0) keepHelp(worker, version);
