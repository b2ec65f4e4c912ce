import { AnswerCache } from "../../../../src/app/answerCache/answerCache";
import { BTC_USD_VWAP } from "../../../support/queries";
import { hoursChunk } from "./hoursChunk";

/*
 * A window of the editor that keeps answers in a folder which it shares: `cacheWriter.js FOLDER SEED`.
 */

const [, , folder = "", seed = "1"] = process.argv;
const log = {
	trace: () => undefined,
	debug: () => undefined,
	info: () => undefined,
	warn: console.error,
	error: console.error,
};
const cache = new AnswerCache({ folder, log, now: Date.now, capacity: () => 400_000 });
const key = { owner: "https://mirror.example.com", query: BTC_USD_VWAP };

async function keepAll(): Promise<void> {
	let random = Number(seed);
	for (let step = 0; step < 60; step++) {
		random = (random * 48_271) % 2_147_483_647;
		const from = random % 5_500;
		const chunk = hoursChunk(from, from + 20 + (random % 400), (hour) => hour + 1);
		await cache.keep(key, [chunk], {}, cache.edition);
	}
}

keepAll().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
