import { type LoopbackServer, startLoopbackServer } from "./loopbackServer";

/**
 * Starts a server that answers every request with `body`, for as long as no fault is scripted.
 *
 * @param lure an origin that all headers of its answers point to; nothing may be sent there
 */
export function startFaultServer(
	body: unknown = { ok: true },
	lure?: string,
): Promise<LoopbackServer> {
	const headers = lure === undefined ? {} : luresTo(lure);
	return startLoopbackServer(() => ({ status: 200, headers: {}, body }), { headers });
}

const luresTo = (origin: string) => ({
	"alt-svc": `h2="${new URL(origin).host}"`,
	"content-location": `${origin}/elsewhere`,
	link: `<${origin}/next>; rel="next"`,
	refresh: `0; url=${origin}/`,
});

/** Starts a server that must never be reached: a test asserts that its list of requests is empty. */
export function startSink(): Promise<LoopbackServer> {
	return startFaultServer({ sink: true });
}
