import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type ErrorKind, isProviderError } from "../../../../src/core/errors/errors";
import { type Text, formatText } from "../../../../src/core/text";
import {
	type ClickHouseServer,
	type ServerOptions,
	signInTo,
	type Wholeness,
} from "../../../../src/engine/clickhouse/server";
import { raw } from "../../../../src/engine/clickhouse/statement";
import { KeptLog } from "../../app/keptLog";
import {
	type Asked,
	MadeServer,
	optionsFor,
	refusalOf,
	rowsAnswer,
	UNTIL_DONE,
} from "./madeServers";

const SELECT = raw("SELECT 'x'");
const DENIED = "Code: 497. DB::Exception: reader: Not enough privileges. (ACCESS_DENIED)\n";

describe("a ClickHouse server", function () {
	this.timeout(20_000);
	const made: MadeServer[] = [];
	const signedIn: ClickHouseServer[] = [];
	const log = new KeptLog();

	afterEach(async () => {
		for (const server of made.splice(0)) await server.stop();
		for (const server of signedIn.splice(0)) await server.close();
	});

	async function serve(answer: (asked: Asked) => void): Promise<MadeServer> {
		const server = await MadeServer.start(answer);
		made.push(server);
		return server;
	}

	async function signIn(
		{ origin }: Pick<MadeServer, "origin">,
		options: Partial<ServerOptions> = {},
	): Promise<ClickHouseServer> {
		const server = await signInTo(optionsFor(origin, { log, ...options }), UNTIL_DONE.signal);
		signedIn.push(server);
		return server;
	}

	async function failure(promise: Promise<unknown>, kind: ErrorKind) {
		const error = await refusalOf(promise, kind);
		assert.match(error.message, /team/);
		return error;
	}

	/** What a query fails with where a server answers like this. */
	async function failureOf(answer: (asked: Asked) => void, kind: ErrorKind) {
		const server = await signIn(await serve(answer));
		return failure(server.query(SELECT, UNTIL_DONE), kind);
	}

	it("is asked in a way that changes nothing and leaves nothing out", async () => {
		const served = await serve(({ response }) => response.end(rowsAnswer(["x"], [["y"], [null]])));
		const server = await signIn(served);
		assert.equal(server.zone, "Europe/Berlin");
		const answer = await server.query(SELECT, UNTIL_DONE);
		assert.deepEqual([answer.names, answer.columns, answer.rows], [["x"], [["y", null]], 2]);
		const { parameters, request } = await served.arrived("'x'");
		const sent = Object.fromEntries(parameters);
		assert.equal(sent["readonly"], "2");
		assert.equal(sent["wait_end_of_query"], "1");
		assert.equal(sent["skip_unavailable_shards"], "0");
		assert.equal(sent["timeout_overflow_mode"], "throw");
		assert.equal(sent["limit"], "0");
		assert.equal(sent["max_execution_time"], "60");
		assert.ok(!/secret|pass/.test(request.url ?? ""), request.url);
		const expected = Buffer.from("reader:secret pass").toString("base64");
		assert.equal(request.headers.authorization, `Basic ${expected}`);
	});

	it("says in its own words to the log alone why it refused", async () => {
		const kinds: readonly (readonly [code: number, kind: ErrorKind])[] = [
			[516, "badKey"],
			[193, "badKey"],
			[192, "badKey"],
			[194, "badKey"],
			[497, "notEntitled"],
			[291, "notEntitled"],
			[81, "notFound"],
			[60, "notFound"],
			[201, "rateLimited"],
			[241, "tooLarge"],
			[158, "tooLarge"],
			[307, "tooLarge"],
			[396, "tooLarge"],
			[159, "timeout"],
			[160, "timeout"],
			[279, "server"],
			[210, "server"],
			[209, "server"],
			[394, "server"],
			[1002, "server"],
		];
		for (const [code, kind] of kinds) {
			for (const words of [
				`Code: ${code}. DB::Exception: purple reasons. (NAME)`,
				`Code: ${code}, e.displayText() = DB::Exception: purple reasons, e.what() = DB::Exception`,
				`std::exception. Code: ${code}, type: std::purple reasons, e.what() = std::purple`,
			]) {
				const error = await failureOf(({ response }) => {
					response.statusCode = 500;
					response.end(words);
				}, kind);
				assert.doesNotMatch(error.message, /purple/);
				assert.match(log.lines.at(-1) ?? "", /purple reasons/);
			}
		}
	});

	it("tells until when a quota is used up, by its own clock", async () => {
		const { facts } = await failureOf(({ response }) => {
			response.statusCode = 500;
			response.end(
				"Code: 201. DB::Exception: Quota exceeded. Interval will end at 2026-11-29 11:00:00. (QUOTA_EXCEEDED)",
			);
		}, "rateLimited");
		assert.equal(facts.retryAt, Date.UTC(2026, 10, 29, 10));
	});

	it("keeps its password out of errors and log, also where a server says it back", async () => {
		const token = Buffer.from("reader:secret pass").toString("base64");
		const error = await failureOf(({ response }) => {
			response.statusCode = 500;
			response.end(`Code: 999. DB::Exception: secret pass ${token} secret%20pass`);
		}, "server");
		const said = JSON.stringify([error, error.message, error.stack, log.lines]);
		assert.doesNotMatch(said, /secret/);
		assert.ok(!said.includes(token));
	});

	it("is refused where a late failure follows an answer that had begun", async () => {
		const late = "Code: 241. DB::Exception: Memory limit (for query) exceeded. (MEMORY_LIMIT)";
		const begun = '{"meta":[{"name":"x","type":"String"}],"data":[["y"],';
		await failureOf(({ response }) => response.end(`${begun}${late}`), "tooLarge");
		const inside = { meta: [{ name: "x", type: "String" }], data: [], rows: 0, exception: late };
		await failureOf(({ response }) => response.end(JSON.stringify(inside)), "tooLarge");
	});

	it("is refused where its answer is not whole, not rows, or numbers that JSON rounds", async () => {
		const column = { name: "x", type: "String" };
		for (const body of [
			"",
			"Ok.",
			"[]",
			'{"meta":[{"name":"x","type":"String"}],"data":[["y"]',
			JSON.stringify({ meta: [column], data: [["y"]], rows: 2 }),
			JSON.stringify({ meta: [column], data: [["y", "z"]], rows: 1 }),
			JSON.stringify({ meta: [column], data: ["y"], rows: 1 }),
			JSON.stringify({ meta: [{ name: "x" }], data: [["y"]], rows: 1 }),
			JSON.stringify({ meta: [column], data: [[0.1]], rows: 1 }),
			'{"meta":[{"name":"x","type":"Int64"}],"data":[[9007199254740993]],"rows":1}',
		]) {
			await failureOf(({ response }) => response.end(body), "badBody");
		}
	});

	it("is refused where it is something else", async () => {
		await failureOf(({ response }) => response.end("<!DOCTYPE html><p>Log in"), "portal");
		await failureOf(({ response }) => {
			response.statusCode = 404;
			response.end("not here");
		}, "badBody");
		await failureOf(({ response }) => {
			response.statusCode = 502;
			response.end("bad gateway");
		}, "server");
		await failureOf(({ request }) => request.socket.end("SSH-2.0-OpenSSH_9.2\r\n"), "badBody");
	});

	it("may pack its answer, and is refused where it is packed wrongly or without end", async () => {
		const answer = rowsAnswer(["x"], [["y"]]);
		const accepted: unknown[] = [];
		const packed =
			(bytes: Buffer) =>
			({ request, response }: Asked) => {
				const accepts = request.headers["accept-encoding"];
				accepted.push(accepts);
				// What ends a query that has failed takes no packed answer.
				if (accepts !== "gzip") {
					response.end();
					return;
				}
				response.setHeader("content-encoding", "gzip");
				response.end(bytes);
			};
		const server = await signIn(await serve(packed(gzipSync(answer))));
		assert.deepEqual((await server.query(SELECT, UNTIL_DONE)).columns, [["y"]]);
		assert.deepEqual([...new Set(accepted)], ["gzip"]);
		await failureOf(packed(Buffer.from("no gzip at all")), "badBody");
		await failureOf(packed(gzipSync(answer).subarray(0, -9)), "badBody");
		const bomb = await serve(packed(gzipSync(Buffer.alloc(64 * 1024 * 1024))));
		const limits = { seconds: 60, memoryBytes: 1e9, rows: 1_000, bytes: 1024 * 1024 };
		await failure((await signIn(bomb, { limits })).query(SELECT, UNTIL_DONE), "tooLarge");
		await failureOf(({ response }) => {
			response.statusCode = 500;
			response.setHeader("content-encoding", "gzip");
			response.end(gzipSync("Code: 60. DB::Exception: no table. (UNKNOWN_TABLE)"));
		}, "notFound");
	});

	it("is not spoken to where its certificate is a stranger's, or it speaks no TLS", async function () {
		const plain = await serve(() => undefined);
		await failure(signIn({ origin: plain.origin.replace("http:", "https:") }), "tls");
		const folder = mkdtempSync(join(tmpdir(), "value-area-tls-"));
		const [key, cert] = ["key", "cert"].map((name) => join(folder, name));
		try {
			execFileSync(
				"openssl",
				`req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout ${key} -out ${cert}`.split(
					" ",
				),
				{ stdio: "ignore" },
			);
		} catch {
			rmSync(folder, { recursive: true });
			this.skip();
		}
		const asked: string[] = [];
		const stranger = createServer(
			{ key: readFileSync(key ?? ""), cert: readFileSync(cert ?? "") },
			(request) => asked.push(request.url ?? ""),
		);
		rmSync(folder, { recursive: true });
		await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
		const { port } = stranger.address() as AddressInfo;
		await failure(signIn({ origin: `https://127.0.0.1:${port}` }), "tls");
		assert.deepEqual(asked, []);
		await new Promise((resolve) => stranger.close(resolve));
	});

	it("follows no redirect", async () => {
		const sink = await serve(({ response }) => response.end("never"));
		const error = await failureOf(({ response }) => {
			response.writeHead(307, { location: `${sink.origin}/?stolen=1` });
			response.end();
		}, "redirect");
		assert.match(error.message, /127\.0\.0\.1/);
		assert.equal(sink.asked.length, 0);
	});

	it("is left where its answer does not end, and its query is ended", async () => {
		const served = await serve(({ statement, response }) => {
			if (statement.includes("KILL")) {
				response.end(rowsAnswer(["kill_status"], [["waiting"]]));
				return;
			}
			const pour = () => {
				while (!response.destroyed && response.write("x".repeat(65_536)));
			};
			response.on("drain", pour);
			pour();
		});
		const limits = { seconds: 60, memoryBytes: 1e9, rows: 1_000, bytes: 1024 * 1024 };
		const server = await signIn(served, { limits });
		const { facts } = await failure(server.query(SELECT, UNTIL_DONE), "tooLarge");
		assert.equal(facts.limit, 1);
		const [asked, { statement }] = [await served.arrived("'x'"), await served.arrived("KILL")];
		assert.ok(JSON.stringify([...asked.parameters]).includes("query_id"));
		assert.match(statement, /^KILL QUERY WHERE query_id = /);
	});

	it("that says nothing, or no more after its headers, is left at once and after its time", async () => {
		const silences: readonly ((asked: Asked) => void)[] = [
			() => undefined,
			({ response }) => {
				response.writeHead(200, { "content-type": "application/json" });
				response.flushHeaders();
			},
			({ response }) => response.write('{"meta":[{"name":"x","type":"String"}],"data":[["y"]'),
			({ response }) => {
				response.statusCode = 500;
				response.write("Code: ");
			},
		];
		const leave = async (silence: (asked: Asked) => void) => {
			const served = await serve((asked) => {
				if (asked.statement.includes("KILL"))
					asked.response.end(rowsAnswer(["kill_status"], [["waiting"]]));
				else silence(asked);
			});
			const limits = { seconds: 1, memoryBytes: 1e9, rows: 1_000, bytes: 1024 * 1024 };
			const hurried = await signIn(served, { limits, graceMs: 1_000 });
			const error = await failure(hurried.query(SELECT, UNTIL_DONE), "timeout");
			assert.match(error.message, /^team did not answer within/);
			await served.arrived("KILL");
			const patient = await signIn(served);
			const controller = new AbortController();
			const query = patient.query(raw("SELECT 'z'"), {
				signal: controller.signal,
				wholeness: "whole",
			});
			await served.arrived("'z'");
			controller.abort();
			await failure(query, "cancelled");
			await served.arrived("KILL", 2);
		};
		await Promise.all(silences.map(leave));
	});

	it("that does not know a setting is asked without it, then and later", async () => {
		const unknown = ["transfer_overflow_mode", "limit"];
		const served = await serve(({ parameters, response }) => {
			const name = unknown.find((one) => parameters.has(one));
			if (name === undefined) response.end(rowsAnswer(["x"], [["y"]]));
			else {
				response.statusCode = 404;
				response.end(
					name === "limit"
						? "Code: 115. DB::Exception: Setting limit is neither a builtin setting nor started with the prefix 'custom_'. (UNKNOWN_SETTING)"
						: `Code: 115, e.displayText() = DB::Exception: Unknown setting ${name}, e.what() = DB::Exception`,
				);
			}
		});
		const server = await signIn(served);
		assert.equal((await server.query(SELECT, UNTIL_DONE)).rows, 1);
		const { length } = served.asked;
		assert.equal((await server.query(SELECT, UNTIL_DONE)).rows, 1);
		assert.equal(served.asked.length, length + 1);
		const { parameters } = await served.arrived("'x'", 4);
		assert.equal(parameters.get("readonly"), "2");
		assert.equal(parameters.get("timeout_overflow_mode"), "throw");
		assert.equal(parameters.has("limit"), false);
		const error = await failureOf(({ response }) => {
			response.statusCode = 404;
			response.end("Code: 115. DB::Exception: Unknown setting readonly. (UNKNOWN_SETTING)");
		}, "server");
		assert.match(error.message, /error 115/);
	});

	it("that breaks off is told from one that cannot be reached", async () => {
		await failureOf(({ request }) => request.socket.destroy(), "reset");
		await failureOf(({ response }) => {
			response.writeHead(200, { "content-length": "1000" });
			response.write("half");
			response.socket?.destroySoon();
		}, "reset");
		const gone = await serve(() => undefined);
		await gone.stop();
		await failure(signIn(gone), "refused");
	});

	it("ends a query that was cancelled, while another goes on", async () => {
		const served = await serve(({ statement, response }) => {
			if (statement.includes("KILL")) response.end(rowsAnswer(["kill_status"], [["waiting"]]));
		});
		const notices: Text[] = [];
		const server = await signIn(served, { notice: (sentence) => notices.push(sentence) });
		const [first, second] = [new AbortController(), new AbortController()];
		const queries = [first, second].map(({ signal }, at) =>
			server.query(raw(`SELECT 'q${at}'`), { signal, wholeness: "whole" }),
		);
		const rest = server.query(raw("SELECT 'rest'"), UNTIL_DONE);
		const asked = await Promise.all(["'q0'", "'q1'", "'rest'"].map((one) => served.arrived(one)));
		first.abort();
		second.abort();
		await Promise.all(queries.map((query) => failure(query, "cancelled")));
		await served.arrived("KILL", 2);
		const ended = served.asked
			.filter(({ statement }) => statement.includes("KILL"))
			.map(({ parameters }) => parameters.get("param_v0"));
		const [one, other, going] = asked.map(({ parameters }) => parameters.get("query_id"));
		assert.deepEqual(ended.sort(), [one, other].sort());
		assert.ok(!ended.includes(going ?? ""));
		asked[2]?.response.end(rowsAnswer(["x"], [["y"]]));
		assert.equal((await rest).rows, 1);
		assert.deepEqual(notices, []);
	});

	it("says so where it refuses to end a query", async () => {
		const served = await serve(({ statement, response }) => {
			if (!statement.includes("KILL")) return;
			response.statusCode = 403;
			response.end(DENIED);
		});
		let notice: (sentence: Text) => void = () => undefined;
		const noticed = new Promise<Text>((resolve) => (notice = resolve));
		const server = await signIn(served, { notice });
		const controller = new AbortController();
		const query = server.query(SELECT, { signal: controller.signal, wholeness: "whole" });
		await served.arrived("'x'");
		controller.abort();
		await failure(query, "cancelled");
		assert.match(formatText(await noticed), /^team refused to end a query/);
	});

	it("is not asked once the signal has fired", async () => {
		const served = await serve(() => undefined);
		const server = await signIn(served);
		const asked = served.asked.length;
		const signal = AbortSignal.abort();
		await failure(server.query(SELECT, { signal, wholeness: "whole" }), "cancelled");
		assert.equal(served.asked.length, asked);
	});

	it("tells how far it is, and nothing once it has answered", async () => {
		let main: Asked | undefined;
		let read = 0;
		const served = await serve((asked) => {
			if (!asked.statement.includes("system.processes")) {
				main = asked;
				return;
			}
			assert.equal(asked.parameters.get("param_v0"), main?.parameters.get("query_id"));
			read += 25;
			asked.response.end(rowsAnswer(["read", "total"], [[String(read), "100"]]));
			if (read === 75) main?.response.end(rowsAnswer(["x"], []));
		});
		const server = await signIn(served, { progressMs: 5 });
		const shares: number[] = [];
		const onProgress = (share: number) => shares.push(share);
		await server.query(SELECT, { ...UNTIL_DONE, onProgress });
		assert.deepEqual(shares.slice(0, 2), [0.25, 0.5]);
	});

	describe("whose user may set nothing", () => {
		/** Answers as a server does to a user with `readonly = 1`. */
		const locked =
			(settings: Readonly<Record<string, string>>) =>
			({ statement, parameters, response }: Asked) => {
				if (parameters.has("readonly")) {
					response.statusCode = 500;
					response.end("Code: 164. DB::Exception: Cannot modify 'readonly' setting. (READONLY)");
				} else if (statement.includes("system.settings")) {
					response.end(rowsAnswer(["name", "value"], Object.entries(settings)));
				} else response.end(rowsAnswer(["x"], [["y"]]));
			};

		it("is asked once more without any", async () => {
			const served = await serve(locked({ skip_unavailable_shards: "0" }));
			const server = await signIn(served);
			const shards = { ...UNTIL_DONE, wholeness: "wholeOfShards" } as const;
			assert.equal((await server.query(SELECT, shards)).rows, 1);
			const before = served.asked.length;
			assert.equal((await server.query(SELECT, shards)).rows, 1);
			assert.equal(served.asked.length, before + 1, "it is known from then on");
		});

		it("is refused what could be left out without a word", async () => {
			const refusedOf = async (settings: Readonly<Record<string, string>>) => {
				const server = await signIn(await serve(locked(settings)));
				const ask = (wholeness: Wholeness) =>
					server.query(SELECT, { ...UNTIL_DONE, wholeness }).then(
						() => "answered",
						(error: unknown) => (isProviderError(error) ? error.message : String(error)),
					);
				return [
					await ask("any"),
					await ask("whole"),
					await ask("wholeOfShards"),
					await ask("wholeOfSkippedShards"),
				];
			};
			const skips = await refusedOf({ skip_unavailable_shards: "1" });
			assert.deepEqual(skips.slice(0, 2), ["answered", "answered"]);
			assert.match(skips[2] ?? "", /shards that are down/);
			assert.match((await refusedOf({}))[2] ?? "", /shards that are down/);
			const keeps = await refusedOf({ skip_unavailable_shards: "0" });
			assert.equal(keeps[2], "answered");
			assert.match(keeps[3] ?? "", /shards that are down/, "the table itself leaves them out");
			const breaks = { skip_unavailable_shards: "0", timeout_overflow_mode: "break" };
			const [any, ...trades] = await refusedOf(breaks);
			assert.equal(any, "answered");
			for (const refused of trades) assert.match(refused, /leave rows out without a word/);
		});
	});

	it("gets no password at an address that is none of its own", async () => {
		for (const origin of [
			"clickhouse://example.com:9000",
			"https://a@example.com",
			"http://127.0.0.1/x",
		]) {
			await failure(signIn({ origin }), "badRequest");
		}
		await failure(signIn({ origin: "https://127.0.0.1:1" }, { user: "a:b" }), "badKey");
	});
});
