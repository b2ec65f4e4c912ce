import assert from "node:assert/strict";
import { Consents } from "../../../src/app/consents";
import { type Place, typedPlace } from "../../../src/core/access/places";
import { memoryState } from "./memoryState";

/** Consents of a person who gives these answers in turn, and the places that they were asked about. */
function consentsOf(answers: readonly boolean[], kept = new Map<string, unknown>()) {
	const asked: string[] = [];
	const left = [...answers];
	const consents = new Consents(memoryState(kept), ({ credential, origin }) => {
		asked.push(`${credential} ${origin}`);
		return Promise.resolve(left.shift() ?? assert.fail("asked once too often"));
	});
	return { consents, asked, kept };
}

function placeAt(credential: string, address: string): Place {
	return typedPlace(credential, address) ?? assert.fail(address);
}

const MIRROR = placeAt("kaiko", "https://mirror.example.com");

describe("consent", () => {
	it("is asked for once and remembered", async () => {
		const { consents, asked, kept } = consentsOf([true]);
		assert.deepEqual([await consents.given(MIRROR), await consents.given(MIRROR)], [true, true]);
		assert.deepEqual(asked, ["kaiko https://mirror.example.com"]);
		assert.deepEqual([...kept], [["consent|kaiko|https://mirror.example.com", true]]);
	});

	it("that was given to version 0.2 counts", async () => {
		const { consents } = consentsOf(
			[],
			new Map([["consent|kaiko|https://mirror.example.com", true]]),
		);
		assert.equal(await consents.given(MIRROR), true);
	});

	it("that was refused is asked for again", async () => {
		const { consents, kept } = consentsOf([false, true]);
		assert.equal(await consents.given(MIRROR), false);
		assert.equal(kept.size, 0);
		assert.equal(await consents.given(MIRROR), true);
	});

	it("is asked once for all requests that wait for it", async () => {
		const { consents, asked } = consentsOf([true]);
		const all = await Promise.all([consents.given(MIRROR), consents.given(MIRROR)]);
		assert.deepEqual([all, asked.length], [[true, true], 1]);
	});

	it("holds for one credential at one origin, also for a database", async () => {
		const { consents, asked } = consentsOf([true, false, true]);
		const team = placeAt("clickhouse:team", "https://mirror.example.com");
		const elsewhere = placeAt("clickhouse:team", "https://mirror.example.com:8443");
		assert.deepEqual(
			[await consents.given(MIRROR), await consents.given(team), await consents.given(elsewhere)],
			[true, false, true],
		);
		assert.equal(asked.length, 3);
	});

	it("is not asked for on this machine", async () => {
		const { consents } = consentsOf([]);
		assert.equal(await consents.given(placeAt("kaiko", "http://localhost:8080")), true);
	});
});
