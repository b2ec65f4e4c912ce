import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	referenceExchanges,
	referenceInstruments,
} from "../../../../src/core/discovery/kaiko/reference";
import { coinsQuestion, symbolsQuestion } from "../../../../src/core/discovery/kiyotaka/lists";
import type { ListQuestion } from "../../../../src/core/discovery/lists";
import { isProviderError } from "../../../../src/core/errors/errors";
import { LOOPBACK_KEY } from "../../../support/keys";
import { type Services, startServices } from "../../../support/services";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";
import { openLists } from "./openLists";

const SIGNAL = new AbortController().signal;
const DAY = 86_400_000;
const BYBIT = symbolsQuestion("BYBIT");

describe("what providers list", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	let services: Services;
	let now: number;
	let passed: number;
	let key: string | undefined;
	let isAgreed: boolean;
	let referenceOrigin: string;
	let log: KeptLog;

	beforeEach(async () => {
		services = await startServices();
		[now, passed, key, isAgreed] = [Date.UTC(2026, 2, 29, 16), 0, LOOPBACK_KEY, true];
		({ referenceOrigin } = services);
		log = new KeptLog();
	});
	afterEach(() => services.stop());

	/** A window of its own on the same folder. */
	function open(bytesKept?: number) {
		const lists = openLists({
			services,
			folder: folder(),
			key,
			log,
			now: () => now,
			monotonic: () => passed,
			referenceOrigin,
			isAgreed: () => isAgreed,
			...(bytesKept !== undefined && { bytesKept }),
		});
		return {
			lists,
			kiyotaka: <Item>(question: ListQuestion<Item>) => lists.find("kiyotaka", question, SIGNAL),
			kaiko: <Item>(question: ListQuestion<Item>) => lists.find("kaiko", question, SIGNAL),
		};
	}

	const files = () => readdirSync(join(folder(), "lists"));

	it("is asked for once a day, by every window together", async () => {
		const first = await open().kiyotaka(BYBIT);
		assert.deepEqual(
			first.list?.items.map(({ symbol }) => symbol),
			["BTCUSDT", "ETHUSDT"],
		);
		now += DAY - 1;
		const second = await open().kiyotaka(BYBIT);
		assert.deepEqual(second.list?.items, first.list?.items);
		assert.equal(second.failure, undefined);
		assert.equal(services.kiyotaka.lists.requests.length, 1);
		now += 1;
		await open().kiyotaka(BYBIT);
		assert.equal(services.kiyotaka.lists.requests.length, 2);
		assert.equal(services.kiyotaka.requests.length, 0);
	});

	it("costs one request where several ask for it at once", async () => {
		const { kaiko } = open();
		const answers = await Promise.all([1, 2, 3].map(() => kaiko(referenceExchanges())));
		assert.equal(services.reference.requests.length, 1);
		assert.ok(answers.every(({ list }) => list?.items.length === answers[0]?.list?.items.length));
	});

	it("is the kept list, with the reason, where the provider cannot be asked", async () => {
		await open().kaiko(referenceExchanges());
		now += 3 * DAY;
		services.reference.always({ kind: "reset" });
		const { list, failure } = await open().kaiko(referenceExchanges());
		assert.equal(list?.fetchedAt, now - 3 * DAY);
		assert.ok(isProviderError(failure) && failure.kind === "reset");
	});

	it("is nothing, with the reason, where it was never had", async () => {
		services.reference.always({ kind: "answer", status: 500 });
		const { list, failure } = await open().kaiko(referenceExchanges());
		assert.equal(list, undefined);
		assert.ok(isProviderError(failure) && failure.kind === "server");
	});

	it("is not asked for again at once after a failure, and then it is", async () => {
		services.reference.always({ kind: "answer", status: 404 });
		const { kaiko } = open();
		await kaiko(referenceExchanges());
		await kaiko(referenceInstruments({ exchange: "cbse" }));
		assert.equal(services.reference.requests.length, 1);
		services.reference.behave();
		passed += 10_000;
		assert.equal((await kaiko(referenceExchanges())).failure, undefined);
	});

	it("is of an unexpected form where it is no list", async () => {
		services.reference.always({ kind: "patch", set: { data: "none" } });
		const { failure } = await open().kaiko(referenceExchanges());
		assert.ok(isProviderError(failure) && failure.kind === "schema");
	});

	it("needs a key at Kiyotaka, and sends nothing without", async () => {
		key = undefined;
		assert.deepEqual(await open().kiyotaka(BYBIT), { failure: "noKey" });
		assert.equal(services.kiyotaka.lists.requests.length, 0);
	});

	it("K11: carries a key to Kiyotaka and none to Kaiko's reference data", async () => {
		const { kiyotaka, kaiko } = open();
		await kiyotaka(coinsQuestion(["BYBIT"]));
		await kaiko(referenceInstruments({ exchange: "cbse", instrumentClass: "spot" }));
		const [listed] = services.kiyotaka.lists.requests;
		assert.deepEqual(Object.keys(listed?.keyHashes ?? {}), ["x-kiyotaka-key"]);
		assert.ok(
			services.reference.requests.every(({ keyHashes }) => Object.keys(keyHashes).length === 0),
		);
	});

	it("goes to no typed server before the person agreed, and to no address that is none", async () => {
		isAgreed = false;
		referenceOrigin = "https://mirror.example";
		assert.deepEqual(await open().kaiko(referenceExchanges()), { failure: "noConsent" });
		referenceOrigin = "http://mirror.example";
		assert.deepEqual(await open().kaiko(referenceExchanges()), { failure: "noPlace" });
	});

	it("is kept by server: another one is asked for its own", async () => {
		await open().kaiko(referenceExchanges());
		const other = await startServices();
		({ referenceOrigin } = other);
		await open().kaiko(referenceExchanges());
		assert.equal(other.reference.requests.length, 1);
		await other.stop();
	});

	it("is asked for anew where its file was damaged, and where a clock was wrong", async () => {
		await open().kaiko(referenceExchanges());
		const [name = ""] = files();
		const path = join(folder(), "lists", name);
		writeFileSync(path, readFileSync(path, "utf8").replace("Coinbase", "C0inbase"));
		const { list } = await open().kaiko(referenceExchanges());
		assert.ok(list?.items.some(({ name: shown }) => shown === "Coinbase"));
		assert.equal(services.reference.requests.length, 2);
		now -= DAY;
		await open().kaiko(referenceExchanges());
		assert.equal(services.reference.requests.length, 3);
	});

	it("takes bounded room: the oldest lists go first, the newest stays", async () => {
		const { kiyotaka } = open(700);
		for (const exchange of ["BYBIT", "BINANCE", "OKEX", "COINBASE"]) {
			await kiyotaka(symbolsQuestion(exchange));
		}
		assert.ok(files().length < 4 && files().length > 0, String(files()));
		const kept = await open().kiyotaka(symbolsQuestion("COINBASE"));
		assert.equal(kept.failure, undefined);
		assert.equal(services.kiyotaka.lists.requests.length, 4);
	});

	it("is forgotten when everything kept is cleared", async () => {
		const { lists, kaiko } = open();
		await kaiko(referenceExchanges());
		assert.equal(await lists.clear(), 1);
		await kaiko(referenceExchanges());
		assert.equal(services.reference.requests.length, 2);
	});

	it("ends for who cancels, and others still get it", async () => {
		services.reference.script({ kind: "delay", ms: 150 });
		const { lists, kaiko } = open();
		const ending = new AbortController();
		const waited = kaiko(referenceExchanges());
		await services.reference.requested(1);
		const left = lists.find("kaiko", referenceExchanges(), ending.signal);
		ending.abort();
		await assert.rejects(left, (error) => isProviderError(error) && error.kind === "cancelled");
		assert.ok((await waited).list !== undefined);
		assert.equal(services.reference.requests.length, 1);
	});
});
