import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { SharedBudget } from "../../../../src/app/budget/sharedBudget";
import { isProviderError } from "../../../../src/core/errors/errors";
import { epochMs } from "../../../../src/core/time";
import { startKiyotakaService } from "../../../support/kiyotakaService";
import { LOOPBACK_KEY } from "../../../support/keys";
import { type LoopbackServer, startLoopbackServer } from "../../../support/loopbackServer";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";
import { windowService } from "./windowService";

const WINDOW = join(__dirname, "queryWindow.js");
const run = promisify(execFile);
const ACCOUNT = "kiyotaka https://api.kiyotaka.ai";

describe("the budget that windows share", () => {
	const folder = useTemporaryFolder();
	let now = Date.UTC(2026, 2, 29, 16);
	const budgets = () => join(folder(), "budget");
	const files = () => readdirSync(budgets()).filter((name) => name.endsWith(".json"));

	function openWindow() {
		const log = new KeptLog();
		const budget = new SharedBudget({ folder: budgets(), log, now: () => now });
		return { budget, log, account: budget.account(ACCOUNT, () => undefined) };
	}

	it("keeps every window quiet once a server asked one of them (R8)", async () => {
		const [one, other] = [openWindow(), openWindow()];
		assert.ok("settle" in (await other.account.take(2)));
		one.account.keepQuiet({ until: epochMs(now + 30_000), kind: "rateLimited" });
		await one.budget.written();
		const taken = await other.account.take(2);
		assert.deepEqual(taken, { wait: { until: now + 30_000, kind: "rateLimited" } });
		now += 30_000;
		assert.ok("settle" in (await other.account.take(2)));
	});

	it("spends what an answer told together, whoever heard it", async () => {
		const [one, other] = [openWindow(), openWindow()];
		one.account.hear({ remaining: 4, limit: 20, resetAt: epochMs(now + 96_000) });
		await one.budget.written();
		const first = await other.account.take(2);
		assert.ok("settle" in first);
		await other.budget.written();
		assert.ok("settle" in (await one.account.take(2)));
		await one.budget.written();
		// Two of four are under way in each window, and one comes back every six seconds.
		assert.deepEqual(await other.account.take(2), {
			wait: { until: now + 12_000, kind: "rateLimited" },
		});
		assert.deepEqual((await one.budget.state(ACCOUNT, undefined)).left?.left, 0);
	});

	it("lets requests of one window that ask at once have no more than there is (R12)", async () => {
		const { account } = openWindow();
		account.hear({ remaining: 4, limit: 20, resetAt: epochMs(now + 96_000) });
		const taken = await Promise.all(Array.from({ length: 5 }, () => account.take(2)));
		assert.equal(taken.filter((one) => "settle" in one).length, 2);
	});

	it("does not wait where nobody said when more comes back", async () => {
		const { account } = openWindow();
		account.hear({ remaining: 0, limit: 20 });
		assert.ok("settle" in (await account.take(2)));
	});

	it("leaves a request that costs more than there can be to the server (R10)", async () => {
		const { account } = openWindow();
		account.hear({ remaining: 20, limit: 20 });
		assert.ok("settle" in (await account.take(22)));
	});

	it("ignores files that make no sense, and those of another time", async () => {
		mkdirSync(budgets(), { recursive: true });
		const far = { until: now + 86_400_000, kind: "rateLimited" };
		const written = {
			"cut.json": "{",
			"other.json": JSON.stringify({ version: 2, accounts: {} }),
			"form.json": JSON.stringify({ version: 1, accounts: { [ACCOUNT]: { spent: "all" } } }),
			"far.json": JSON.stringify({
				version: 1,
				accounts: { [ACCOUNT]: { spent: [], open: [], silence: far } },
			}),
		};
		for (const [name, content] of Object.entries(written)) {
			writeFileSync(join(budgets(), name), content);
		}
		assert.ok("settle" in (await openWindow().account.take(2)));
	});

	it("is not misled by what a wrong clock wrote while others know better", async () => {
		mkdirSync(budgets(), { recursive: true });
		const tomorrow = now + 86_400_000;
		const account = {
			spent: [],
			open: [],
			day: { at: Date.UTC(2026, 2, 30), cost: 9 },
			told: { at: tomorrow, remaining: 20, limit: 20 },
			silence: { until: tomorrow, kind: "rateLimited" },
			plan: { historyDays: { at: tomorrow, value: 1 } },
		};
		const written = JSON.stringify({ version: 1, accounts: { [ACCOUNT]: account } });
		writeFileSync(join(budgets(), "wrong.json"), written);
		const [one, other] = [openWindow(), openWindow()];
		const taken = await one.account.take(4);
		assert.ok("settle" in taken);
		taken.settle();
		one.account.hear({ remaining: 16, limit: 20 });
		one.budget.learn(ACCOUNT, { historyDays: 30 });
		await one.budget.written();
		assert.equal(await other.budget.spentToday(ACCOUNT), 4);
		assert.equal((await other.budget.state(ACCOUNT, undefined)).left?.left, 16);
		assert.deepEqual(await other.budget.plan(ACCOUNT), { burst: 20, historyDays: 30 });
		one.account.keepQuiet({ until: epochMs(now + 5_000), kind: "server" });
		await one.budget.written();
		assert.deepEqual(await other.account.take(2), {
			wait: { until: now + 5_000, kind: "server" },
		});
	});

	it("writes files that only their owner reads, and nothing of a key", async () => {
		const { account, budget } = openWindow();
		account.hear({ remaining: 4, limit: 20 });
		await budget.written();
		const [file = ""] = files();
		const path = join(budgets(), file);
		if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o600);
		assert.ok(readFileSync(path, "utf8").includes(ACCOUNT));
	});

	/** Says that a window wrote its file so long ago, in minutes. */
	const age = (name: string, minutes: number) => {
		const at = now / 1_000 - minutes * 60;
		utimesSync(join(budgets(), name), at, at);
	};

	it("sweeps the files of windows that ended long ago, once nothing in them counts", async () => {
		mkdirSync(budgets(), { recursive: true });
		const notes = (account: object) =>
			JSON.stringify({ version: 1, accounts: { [ACCOUNT]: { spent: [], open: [], ...account } } });
		const written = [
			["empty.json", notes({}), 31],
			["young.json", notes({}), 5],
			["plan.json", notes({ plan: { historyDays: { at: now - 3_600_000, value: 7 } } }), 60],
			["yesterday.json", notes({ day: { at: now - 40 * 3_600_000, cost: 9 } }), 31],
			["newer.json", JSON.stringify({ version: 9 }), 31],
			["old.json", JSON.stringify({ version: 9 }), 3 * 24 * 60],
		] as const;
		for (const [name, content, minutes] of written) {
			writeFileSync(join(budgets(), name), content);
			age(name, minutes);
		}
		await openWindow().account.take(1);
		assert.deepEqual(
			written.map(([name]) => name).filter((name) => existsSync(join(budgets(), name))),
			["young.json", "plan.json", "newer.json"],
		);
	});

	it("knows what was learned of a plan and spent of a day when no window has written for long", async () => {
		const first = openWindow();
		first.budget.learn(ACCOUNT, { historyDays: 7 });
		const taken = await first.account.take(40);
		assert.ok("settle" in taken);
		taken.settle();
		await first.budget.written();
		first.budget.dispose();
		for (const name of files()) age(name, 45);
		now += 45 * 60_000;
		const second = openWindow();
		assert.deepEqual(await second.budget.plan(ACCOUNT), { historyDays: 7 });
		assert.ok("settle" in (await second.account.take(2)));
		assert.equal(await second.budget.spentToday(ACCOUNT), 42);
		now = Date.UTC(2026, 2, 30, 0, 10);
		assert.equal(await openWindow().budget.spentToday(ACCOUNT), 0);
		now = Date.UTC(2026, 2, 29, 16);
	});

	it("never learns again what was forgotten from a window that had learned it before", async () => {
		const [one, other] = [openWindow(), openWindow()];
		one.budget.learn(ACCOUNT, { historyDays: 7, sums: false });
		await one.budget.written();
		now += 1_000;
		other.budget.forget(ACCOUNT, ["historyDays"]);
		await other.budget.written();
		assert.deepEqual(await openWindow().budget.plan(ACCOUNT), { sums: false });
		now += 1_000;
		one.budget.learn(ACCOUNT, { historyDays: 30 });
		await one.budget.written();
		assert.deepEqual(await other.budget.plan(ACCOUNT), { historyDays: 30, sums: false });
	});

	it("does not take what an answer tells of the limit for news of the rest of the plan", async () => {
		const [one, other] = [openWindow(), openWindow()];
		one.budget.learn(ACCOUNT, { historyDays: 7 });
		await one.budget.written();
		now += 1_000;
		other.budget.forget(ACCOUNT, ["historyDays"]);
		await other.budget.written();
		now += 1_000;
		one.account.hear({ remaining: 10, limit: 20 });
		await one.budget.written();
		assert.deepEqual(await other.budget.plan(ACCOUNT), { burst: 20 });
		assert.deepEqual(await one.budget.plan(ACCOUNT), { burst: 20 });
	});

	it("believes for a day what was learned of a plan, whatever else it hears meanwhile", async () => {
		const began = now;
		const { budget, account } = openWindow();
		budget.learn(ACCOUNT, { historyDays: 7 });
		for (let hours = 0; hours < 25; hours++) {
			now += 3_600_000;
			account.hear({ remaining: 10, limit: 20 });
		}
		assert.deepEqual(await budget.plan(ACCOUNT), { burst: 20 });
		now = began;
	});

	it("counts a request to the day on which it was sent, though its answer comes after midnight", async () => {
		const began = now;
		now = Date.UTC(2026, 2, 29, 23, 59, 58);
		const { budget, account } = openWindow();
		const late = await account.take(30);
		assert.ok("settle" in late);
		now = Date.UTC(2026, 2, 30, 0, 0, 2);
		const today = await account.take(5);
		assert.ok("settle" in today);
		today.settle();
		late.settle();
		assert.equal(await budget.spentToday(ACCOUNT), 5);
		now = began;
	});

	it("shares what it knows where a limit has twelve digits", async () => {
		const [one, other] = [openWindow(), openWindow()];
		one.account.hear({ remaining: 999_999_999_999, limit: 999_999_999_999 });
		one.account.keepQuiet({ until: epochMs(now + 30_000), kind: "server" });
		await one.budget.written();
		assert.ok("wait" in (await other.account.take(2)));
	});

	it("costs nothing but its knowledge where the folder cannot be used", async () => {
		writeFileSync(budgets(), "a file in its place");
		const { account, budget, log } = openWindow();
		assert.ok("settle" in (await account.take(2)));
		account.keepQuiet({ until: epochMs(now + 1_000), kind: "rateLimited" });
		await budget.written();
		assert.ok("wait" in (await account.take(2)));
		assert.equal(log.lines.filter((line) => line.includes("not shared")).length, 1);
	});
});

describe("windows with one key", () => {
	const folder = useTemporaryFolder();
	let server: LoopbackServer | undefined;
	afterEach(() => server?.stop());
	const day = { from: "2025-03-01T00:00:00Z", to: "2025-03-02T00:00:00Z" };

	it("R8: send nothing during a cool-down that one of them was told, as two processes", async function () {
		this.timeout(60_000);
		const allowed = 5;
		let refusedAt: number | undefined;
		let answered = 0;
		server = await startLoopbackServer((url) => {
			if (answered < allowed || (refusedAt !== undefined && Date.now() - refusedAt >= 1_000)) {
				answered += 1;
				const from = Number(url.searchParams.get("from"));
				const id = { type: "VOLUME_PROFILE_AGG", exchange: "BINANCE_FUTURES", interval: "HOUR" };
				const points = [{ Point: { profile: [100, 1, 1], timestamp: { s: from } } }];
				return { status: 200, headers: {}, body: { series: [{ id, points }] } };
			}
			refusedAt ??= Date.now();
			const body = { error: "RATE_LIMITED", message: "weight limit exceeded" };
			return { status: 429, headers: { "retry-after": "1" }, body };
		});
		const { origin } = server;
		const outputs = await Promise.all(
			["1", "11"].map((first) => run(process.execPath, [WINDOW, origin, folder(), first, "5"])),
		);
		assert.deepEqual(
			outputs.map(({ stdout }) => stdout),
			["5", "5"],
		);
		assert.ok(refusedAt !== undefined);
		const coolsDownUntil = refusedAt + 1_000;
		const before = server.requests.filter(({ at }) => at < coolsDownUntil).length;
		assert.ok(before <= allowed + 2, `${before} requests before the cool-down ended`);
		for (const name of readdirSync(join(folder(), "budget"))) {
			const content = readFileSync(join(folder(), "budget", name), "utf8");
			assert.ok(!content.includes(LOOPBACK_KEY));
		}
	});

	it("know of a cool-down when they open, and say when it ends", async () => {
		server = await startKiyotakaService();
		server.script({ kind: "answer", status: 429, headers: { "retry-after": "600" }, body: "{}" });
		const options = { origin: server.origin, folder: folder() };
		const query = { ...BTCUSDT_PROFILE, range: day };
		const first = await windowService(options);
		await assert.rejects(first.run(query), { kind: "rateLimited" });
		await first.settled();
		first.dispose();
		const second = await windowService(options);
		const error: unknown = await second.run(query).catch((reason: unknown) => reason);
		assert.ok(isProviderError(error) && error.kind === "rateLimited");
		assert.ok((error.facts.retryAt ?? 0) > Date.now() + 500_000);
		assert.equal(server.requests.length, 1);
		second.dispose();
	});
});
