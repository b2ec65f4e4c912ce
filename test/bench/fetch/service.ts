import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { answerOf } from "../answers";

/*
 * A service that takes a given time for each request and nothing of the processor: what it has answered once it keeps
 * packed, so that only the first who asks pays for making it.
 */

/** Weight of a request for so many intervals of one exchange by the published formula of Kiyotaka. */
const weightOf = (intervals: number) => Math.ceil(intervals / 1_000) * 2;
const HOUR_SECONDS = 3_600;

/** What was asked since the last look; intervals of first pages alone, whose range is in the address. */
const NOTHING = { requests: 0, intervals: 0, weight: 0, connections: 0 };
let asked = { ...NOTHING };

/** How many intervals a request asks for; `undefined` for a further page. */
function intervalsOf({ searchParams: params }: URL): number | undefined {
	const [period, start, end] = ["period", "start_time", "end_time"].map((name) => params.get(name));
	if (period !== null) return Number(period) / HOUR_SECONDS;
	return start !== null && end !== null ? (Date.parse(end) - Date.parse(start)) / 1_000 : undefined;
}

function count(url: URL): void {
	const intervals = intervalsOf(url) ?? 0;
	asked.requests += 1;
	asked.intervals += intervals;
	if (url.searchParams.has("period")) asked.weight += weightOf(intervals);
}

/** Runs until standard input ends: `service DELAY_MS TIME`, where it is always that time. Prints its origin. */
function serve(delayMs: number, now: number): void {
	const kept = new Map<string, Buffer>();
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? "/", `http://${request.headers.host ?? ""}`);
		if (url.pathname === "/__asked") {
			response.end(JSON.stringify(asked));
			asked = { ...NOTHING };
			return;
		}
		count(url);
		const name = url.pathname + url.search;
		const body = kept.get(name) ?? gzipSync(JSON.stringify(answerOf(url, now)), { level: 4 });
		kept.set(name, body);
		setTimeout(() => {
			response.writeHead(200, {
				"content-type": "application/json",
				"content-encoding": "gzip",
				"content-length": body.length,
				date: new Date(now).toUTCString(),
			});
			response.end(body);
		}, delayMs);
	});
	server.on("connection", () => (asked.connections += 1));
	server.listen(0, "127.0.0.1", () => {
		const { port } = server.address() as AddressInfo;
		process.stdout.write(`http://127.0.0.1:${port}\n`);
	});
	process.stdin.once("end", () => process.exit(0)).resume();
}

serve(Number(process.argv[2]), Number(process.argv[3]));
