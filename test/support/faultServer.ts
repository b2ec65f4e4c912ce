import { type LoopbackServer, startLoopbackServer } from "./loopbackServer";

/** Starts a server that answers every request with `body`, for as long as no fault is scripted. */
export function startFaultServer(body: unknown = { ok: true }): Promise<LoopbackServer> {
	return startLoopbackServer(() => ({ status: 200, headers: {}, body }));
}

/** Starts a server that must never be reached: a test asserts that its list of requests is empty. */
export function startSink(): Promise<LoopbackServer> {
	return startFaultServer({ sink: true });
}
