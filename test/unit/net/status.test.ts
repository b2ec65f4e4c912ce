import assert from "node:assert/strict";
import { describeError } from "../../../src/core/errors/errorText";
import { useFaultBench } from "./faultBench";
import { FakeClock, assertFailed, createHarness } from "./harness";

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	({ kind: "answer", status, headers, body: JSON.stringify(body) }) as const;

describe("client and HTTP statuses", () => {
	const bench = useFaultBench();

	for (const status of [301, 302, 303, 307, 308]) {
		it(`S1–S3: does not follow a ${status} and names where it pointed`, async () => {
			bench.server.always({ kind: "redirect", status, location: `${bench.sink.origin}/elsewhere` });
			const error = await createHarness({ origin: bench.server.origin }).fails();
			assertFailed(error, "redirect", bench.server, 1);
			assert.equal(error.facts.redirectHost, new URL(bench.sink.origin).host);
			assert.match(error.message, /Your key was not sent there/);
		});
	}

	it("S3: says that the provider seems to have moved when it points to another host of its own", async () => {
		const location = "https://api.openmarket.xyz/v1/points";
		bench.server.always({ kind: "redirect", status: 308, location });
		const error = await createHarness({ origin: bench.server.origin }).fails({
			provider: "kiyotaka",
		});
		assertFailed(error, "redirect", bench.server, 1);
		assert.match(error.message, /seems to have moved to api\.openmarket\.xyz/);
		assert.match(error.message, /Your key was not sent there/);
		assert.equal(describeError(error).actions[0], "openSettings");
	});

	it("S1: reports a redirect without a usable address as a redirect", async () => {
		bench.server.script(
			{ kind: "answer", status: 302 },
			{ kind: "redirect", status: 302, location: "//" },
		);
		const harness = createHarness({ origin: bench.server.origin });
		assert.equal((await harness.fails()).kind, "redirect");
		assert.equal((await harness.fails()).kind, "redirect");
	});

	it("S4: says badKey for a 401 about the key, once", async () => {
		bench.server.always(json(401, { result: "error", message: "Unauthorized" }));
		assertFailed(
			await createHarness({ origin: bench.server.origin }).fails(),
			"badKey",
			bench.server,
			1,
		);
	});

	it("S4: turns away what waits in line with the same key", async () => {
		bench.server.always(json(401, { result: "error", message: "Unauthorized" }));
		const harness = createHarness({ origin: bench.server.origin, limits: { requestsInFlight: 1 } });
		const errors = await Promise.all([harness.fails(), harness.fails(), harness.fails()]);
		assert.deepEqual(
			errors.map(({ kind }) => kind),
			["badKey", "badKey", "badKey"],
		);
		assert.equal(bench.server.requests.length, 1);
	});

	it("S5: says notEntitled for a 401 about a permission and passes the message on", async () => {
		const message = "not authorized: user has no permission over these instruments";
		bench.server.always(json(401, { result: "error", message }));
		const error = await createHarness({ origin: bench.server.origin }).fails();
		assertFailed(error, "notEntitled", bench.server, 1);
		assert.match(error.message, /no permission over these instruments/);
	});

	const kiyotakaCases = [
		[400, "INVALID_SYMBOL", "unknown symbol", "notFound"],
		[400, "INVALID_EXCHANGE", "unknown exchange", "notFound"],
		[400, "INVALID_TIMEFRAME", "unknown interval", "badRequest"],
		[400, "INVALID_PARAMS", "period must be positive", "badRequest"],
		[401, "INVALID_API_KEY", "bad key", "badKey"],
		[403, "FORBIDDEN", "type TPO_AGG is not included in your tier", "notEntitled"],
		[403, "FORBIDDEN", "aggregation is not available on your tier", "notEntitled"],
		[403, "FORBIDDEN", "exceeds the history of your tier (7 days)", "planLimit"],
		[403, "FORBIDDEN", "too many points requested, maximum is 20,000", "planLimit"],
	] as const;
	for (const [status, code, message, kind] of kiyotakaCases) {
		it(`S6, S7: reads Kiyotaka's ${status} "${message}" as ${kind}`, async () => {
			bench.server.always(json(status, { error: code, message }));
			const error = await createHarness({ origin: bench.server.origin }).fails({
				provider: "kiyotaka",
			});
			assertFailed(error, kind, bench.server, 1);
		});
	}

	it("S6: names the days of history and the number of points that the plan gives", async () => {
		const harness = createHarness({ origin: bench.server.origin });
		bench.server.script(
			json(403, { error: "FORBIDDEN", message: "history of your tier is 7 days" }),
			json(403, { error: "FORBIDDEN", message: "too many points, maximum is 20,000" }),
		);
		assert.match((await harness.fails({ provider: "kiyotaka" })).message, /7 days of history/);
		assert.match(
			(await harness.fails({ provider: "kiyotaka" })).message,
			/at most 20,000 intervals per request/,
		);
	});

	for (const [status, kind] of [
		[402, "notEntitled"],
		[404, "notFound"],
		[405, "badRequest"],
		[406, "badRequest"],
		[410, "notFound"],
		[418, "badRequest"],
		[451, "badRequest"],
	] as const) {
		it(`S8, S9, S16: asks once and says ${kind} for ${status}`, async () => {
			bench.server.always(json(status, { result: "error", message: "no" }));
			assertFailed(
				await createHarness({ origin: bench.server.origin }).fails(),
				kind,
				bench.server,
				1,
			);
		});
	}

	for (const status of [599, 999]) {
		it(`S16: takes ${status} for trouble on the provider's side`, async () => {
			bench.server.always({ kind: "answer", status });
			const error = await createHarness({ origin: bench.server.origin }).fails();
			assertFailed(error, "server", bench.server, 3);
			assert.ok(error.message.includes(String(status)), error.message);
		});
	}

	for (const status of [520, 521, 522, 523, 524, 530]) {
		it(`S17: shows nothing of the page that a network in between sends with ${status}`, async () => {
			const body = `<!DOCTYPE html><title>Error ${status}</title><h1>Ray 7f3</h1>`;
			bench.server.always({
				kind: "answer",
				status,
				headers: { "content-type": "text/html" },
				body,
			});
			const error = await createHarness({ origin: bench.server.origin }).fails();
			assertFailed(error, "server", bench.server, 3);
			assert.doesNotMatch(error.message, /Ray|Error/);
		});
	}

	for (const status of [408, 500, 502, 503, 520]) {
		it(`S10: gets over a passing ${status}`, async () => {
			bench.server.script({ kind: "answer", status });
			await createHarness({ origin: bench.server.origin }).get();
			assert.equal(bench.server.requests.length, 2);
		});
	}

	it("S11, S17: says server after three times, with the status and without the page", async () => {
		bench.server.always({ kind: "answer", status: 503, body: "<html><h1>Oops</h1></html>" });
		const error = await createHarness({ origin: bench.server.origin }).fails();
		assertFailed(error, "server", bench.server, 3);
		assert.match(error.message, /503/);
		assert.doesNotMatch(error.message, /Oops|</);
	});

	it("S12: does not wait for a maintenance of minutes but says when it ends", async () => {
		const clock = new FakeClock();
		bench.server.always(json(503, { result: "error" }, { "retry-after": "120" }));
		const harness = createHarness({ origin: bench.server.origin, clock });
		const error = await harness.fails();
		assertFailed(error, "server", bench.server, 1);
		assert.match(error.message, /until about 16:02 UTC/);
		assert.deepEqual(clock.slept, []);
		assert.equal((await harness.fails()).kind, "server");
		assert.equal(bench.server.requests.length, 1, "nothing is sent before that time");
	});

	it("S13: asks a query that was too heavy once more only", async () => {
		bench.server.always(json(504, { error: "TIMEOUT", message: "query took too long" }));
		const error = await createHarness({ origin: bench.server.origin }).fails({
			provider: "kiyotaka",
		});
		assertFailed(error, "server", bench.server, 2);
		assert.match(error.message, /shorter range/);
	});

	it("S14: reports an error in the body whatever the status says", async () => {
		const harness = createHarness({ origin: bench.server.origin });
		bench.server.script(
			json(200, { result: "error", message: "instrument not found" }),
			json(200, { result: "error", message: "Unauthorized" }),
			json(200, { result: "error", message: "user has no permission" }),
		);
		assert.equal((await harness.fails()).kind, "notFound");
		assert.equal((await harness.fails()).kind, "badKey");
		assert.equal((await harness.fails()).kind, "notEntitled");
	});

	it("S15: does not accept 204 and 206 as an answer", async () => {
		const harness = createHarness({ origin: bench.server.origin });
		bench.server.script(
			{ kind: "answer", status: 204 },
			{ kind: "answer", status: 206, body: "{}" },
		);
		assertFailed(await harness.fails(), "badBody", bench.server, 1);
		assertFailed(await harness.fails(), "badBody", bench.server, 2);
	});

	for (const status of [100, 102, 103]) {
		it(`S15: waits for the answer after an informational ${status}`, async () => {
			const final = 'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"data":[]}';
			bench.server.script({ kind: "raw", text: `HTTP/1.1 ${status} Soon\r\n\r\n${final}` });
			const { body } = await createHarness({ origin: bench.server.origin }).get();
			assert.deepEqual(body, { data: [] });
			assert.equal(bench.server.requests.length, 1);
		});
	}

	it("S18: reads the beginning of a huge error page and shows none of its markup", async () => {
		const page = `<html>${"x".repeat(5_000_000)}</html>`;
		bench.server.always({ kind: "answer", status: 400, body: page });
		const error = await createHarness({ origin: bench.server.origin }).fails();
		assert.equal(error.kind, "badRequest");
		assert.equal(error.facts.detail, undefined);
	});

	it("S18: shows a message as one clean line of at most 200 characters", async () => {
		const message = `\u001b[31mbad\u001b[0m\n\u202Erange <script>alert(1)</script>${"x".repeat(300)}`;
		bench.server.always(json(400, { result: "error", message }));
		const { facts } = await createHarness({ origin: bench.server.origin }).fails();
		assert.match(facts.detail ?? "", /^bad range x+…$/);
		assert.equal((facts.detail ?? "").length, 200);
	});

	it("does not report a login page in front of the service as a refused key", async () => {
		bench.server.always({
			kind: "answer",
			status: 403,
			body: "<!DOCTYPE html><title>Login</title>",
		});
		assertFailed(
			await createHarness({ origin: bench.server.origin }).fails(),
			"portal",
			bench.server,
			1,
		);
	});
});
