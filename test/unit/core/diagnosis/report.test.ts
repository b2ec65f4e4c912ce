import assert from "node:assert/strict";
import { type Reach, type ReachStep, reachVerdict } from "../../../../src/core/diagnosis/reach";
import { type Diagnosis, reportText } from "../../../../src/core/diagnosis/report";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { epochMs } from "../../../../src/core/time";

const ok: ReachStep = { outcome: "ok", ms: 12 };
const failed: ReachStep = { outcome: "failed", ms: 3, found: "ECODE" };
const skipped: ReachStep = { outcome: "skipped" };
const way = (name: ReachStep, connection: ReachStep, certificate: ReachStep, request: ReachStep) =>
	({ name, connection, certificate, request }) satisfies Reach;

const AT = epochMs(Date.UTC(2026, 2, 29, 14, 45));
const DIAGNOSIS: Diagnosis = {
	madeAt: AT,
	versions: { "Value Area": "0.6.0", "VS Code": "1.101.0" },
	proxy: { "http.proxy is set": "no" },
	hasProxy: false,
	hosts: [
		{
			label: "Kaiko",
			host: "us.market-api.kaiko.io",
			isTyped: false,
			reach: way(ok, ok, failed, failed),
			key: {
				count: 2,
				name: "Team",
				isNoted: true,
				isReadable: false,
				isFromEnvironment: false,
				trial: "not tried",
			},
		},
		{
			label: "Reference data",
			host: "reference.example",
			isTyped: true,
			reach: way(ok, failed, skipped, failed),
		},
		{ label: "Kiyotaka", host: undefined, isTyped: true },
	],
	operations: [
		{
			id: "3fa91c",
			begunAt: AT,
			provider: "kaiko",
			kind: "vwap",
			outcome: "rateLimited 429",
			ms: 1_234,
			windows: 2,
			requests: 3,
			retries: 1,
			waitedMs: 500,
			bytes: 98_765,
			statuses: { "200": 2, "rateLimited 429": 1 },
		},
	],
	limits: DEFAULT_LIMITS,
	lanes: [
		{
			provider: "kaiko",
			host: "us.market-api.kaiko.io",
			inFlight: 1,
			waiting: 2,
			quiet: { until: AT, kind: "rateLimited" },
			retryTokens: 45,
		},
	],
	storage: {
		writable: "ENOSPC",
		freeBytes: 1_000_000,
		folders: [{ name: "markets", files: 3, bytes: 900, damaged: 1 }],
	},
	engine: { "engine for files": "found" },
};

describe("what stands between this machine and a host", () => {
	for (const [what, reach, hasProxy, verdict] of [
		["nothing", way(ok, ok, ok, ok), false, "reachable"],
		["nothing, to an address", way(skipped, ok, skipped, ok), false, "reachable"],
		["nothing but a proxy that helps", way(failed, skipped, skipped, ok), true, "throughProxy"],
		["an inspected line that the editor trusts", way(ok, ok, failed, ok), false, "throughProxy"],
		["a proxy", way(ok, ok, ok, failed), true, "proxy"],
		["a proxy's login", way(ok, ok, ok, { ...ok, found: "407" }), true, "proxyLogin"],
		["the name", way(failed, skipped, skipped, failed), true, "name"],
		["the connection", way(ok, failed, skipped, failed), false, "connection"],
		["the certificate", way(ok, ok, failed, failed), false, "certificate"],
		["the server itself", way(ok, ok, ok, failed), false, "request"],
	] as const) {
		it(`is told: ${what}`, () => assert.equal(reachVerdict(reach, hasProxy), verdict));
	}
});

describe("a report", () => {
	const text = reportText(DIAGNOSIS);
	const row = (like: RegExp) =>
		text.split("\n").find((line) => like.test(line)) ?? assert.fail(`no line like ${like.source}`);

	it("has a row for each host, with the name of the key in use, and its state as yes and no", () => {
		assert.equal(
			row(/^\| Kaiko/),
			"| Kaiko | us.market-api.kaiko.io | no | 2 | Team | yes | no | no | not tried |",
		);
	});

	it("says of a key without a name that it has none, and nothing of one that is not there", () => {
		const [host] = DIAGNOSIS.hosts;
		const key = host?.key ?? assert.fail();
		const cells = (count: number) => {
			const hosts = [{ ...host, key: { ...key, count, name: undefined } }];
			const text = reportText({ ...DIAGNOSIS, hosts });
			return /^\| Kaiko \|.*$/m.exec(text)?.[0].split(" | ").slice(3, 5);
		};
		assert.deepEqual(cells(1), ["1", "without a name"]);
		assert.deepEqual(cells(0), ["0", ""]);
	});

	it("lists hosts that need no key, and tries the way to them", () => {
		assert.match(row(/^\| Reference data/), /\| reference\.example \| yes \| none needed \|/);
		assert.match(row(/^\| reference\.example/), /\| no connection: firewall/);
	});

	it("names a provider whose typed address is not usable", () => {
		assert.match(row(/^\| Kiyotaka/), /\| the typed address is not usable \| yes \|/);
	});

	it("tells each step on the way, and what follows", () => {
		assert.match(
			row(/^\| us\..*certificate is not trusted/),
			/\| ok \(12 ms\) \| ok \(12 ms\) \| failed \(ECODE, 3 ms\) \| failed \(ECODE, 3 ms\) \|/,
		);
	});

	it("tells operations by figures and codes", () => {
		assert.match(
			row(/^\| 3fa91c/),
			/\| rateLimited 429 \| 1,234 \| 2 \| 3 \| 1 \| 500 \| 98,765 \| 2 × 200, 1 × rateLimited 429 \|/,
		);
	});

	it("tells who waits until when, each limit, and how storage is", () => {
		assert.match(row(/^\| kaiko/), /\| 1 \| 2 \| 2026-03-29T14:45:00.000Z \| rateLimited \| 45 \|/);
		for (const name of Object.keys(DEFAULT_LIMITS)) row(new RegExp(`^\\| ${name} \\|`));
		assert.match(text, /Writable: ENOSPC\. Free: 1,000,000 bytes\./);
		assert.equal(row(/^\| markets/), "| markets | 3 | 900 | 1 |");
	});

	it("keeps its tables whole, whatever stands in a cell", () => {
		const odd = reportText({ ...DIAGNOSIS, versions: { "VS | Code": "1\n| 2" } });
		assert.match(odd, /^\| VS {3}Code \| 1 {2}2 \|$/m);
	});

	it("says so where nothing was tried and nothing was asked", () => {
		const [host] = DIAGNOSIS.hosts;
		const { reach, ...untried } = host ?? assert.fail();
		assert.ok(reach);
		const quiet = reportText({ ...DIAGNOSIS, hosts: [untried], operations: [], lanes: [] });
		assert.match(quiet, /## Ways to the hosts\n\nNot tried\./);
		assert.match(quiet, /## Last operations\n\nNone\./);
	});
});
