import assert from "node:assert/strict";
import fc from "fast-check";
import { readServerAddress, serverAddressAt } from "../../../../src/core/access/serverAddress";
import { formatText } from "../../../../src/core/text";

const origins = (typed: string) => {
	const read = readServerAddress(typed);
	return read.ok ? read.addresses.map(({ origin }) => origin) : [];
};

function problem(typed: string): string {
	const read = readServerAddress(typed);
	return read.ok ? assert.fail(`${typed} was read`) : formatText(read.problem);
}

describe("the address of a ClickHouse server", () => {
	const whole: readonly (readonly [typed: string, origin: string])[] = [
		["https://ch.example.com:8443", "https://ch.example.com:8443"],
		[" HTTPS://CH.Example.com:8443/ ", "https://ch.example.com:8443"],
		["https://ch.example.com:443", "https://ch.example.com"],
		["http://10.0.0.7:8123", "http://10.0.0.7:8123"],
		["http://click_house:80", "http://click_house"],
		["http://[2001:DB8:0:0:0::1]:8123", "http://[2001:db8::1]:8123"],
	];
	for (const [typed, origin] of whole) {
		it(`is ${origin} where ${typed} is typed`, () => assert.deepEqual(origins(typed), [origin]));
	}

	it("without a port is each of those that are usual, ClickHouse's own first", () => {
		assert.deepEqual(origins("https://ch.example.com"), [
			"https://ch.example.com:8443",
			"https://ch.example.com",
		]);
		assert.deepEqual(origins("http://ch.example.com"), [
			"http://ch.example.com:8123",
			"http://ch.example.com",
		]);
	});

	it("without a scheme is encrypted first, and plain first on this machine", () => {
		assert.deepEqual(origins("ch.example.com:8443"), [
			"https://ch.example.com:8443",
			"http://ch.example.com:8443",
		]);
		assert.equal(origins("localhost")[0], "http://localhost:8123");
		assert.equal(origins("127.0.0.1")[0], "http://127.0.0.1:8123");
		assert.equal(origins("[::1]:8123")[0], "http://[::1]:8123");
		assert.equal(origins("ch.example.com")[0], "https://ch.example.com:8443");
	});

	it("with a user or a password in it is refused, and none of them is repeated", () => {
		for (const typed of [
			"https://ann:hunter2@ch.example.com",
			"ann@ch",
			"http://:hunter2@ch:8123",
		]) {
			assert.match(problem(typed), /^Leave user and password out/);
			assert.doesNotMatch(problem(typed), /hunter2|ann/);
		}
	});

	it("with more than scheme, host and port is refused", () => {
		for (const typed of [
			"https://ch.example.com/play",
			"https://ch.example.com?database=trades",
			"https://ch.example.com#x",
			"https://ch.example.com\\x",
		]) {
			assert.match(problem(typed), /^Leave out what follows/);
		}
	});

	it("of another protocol is refused in words", () => {
		assert.match(problem("clickhouse://ch.example.com"), /clickhouse:\/\/ is another one/);
		assert.match(problem("jdbc:clickhouse://ch.example.com:8123"), /jdbc:clickhouse:\/\/ is/);
		assert.match(problem("ch.example.com:9000"), /9000 is the port of the native.*8123/);
		assert.match(problem("https://ch.example.com:9440"), /9440 is the port of the native.*8443/);
		const read = readServerAddress("ch.example.com:9000");
		// Numbers are written in groups of digits, and ports are not.
		assert.ok(!read.ok && read.problem.args.every((one) => typeof one === "string"));
	});

	for (const typed of [
		"",
		"https://",
		"http://exa mple.com",
		"http://example..com",
		"http://example.com.",
		"http://-a.example",
		"http://127.1:8123",
		"http://0x7f000001",
		"http://256.1.1.1",
		"http://010.0.0.1",
		"http://ch:0",
		"http://ch:65536",
		"http://ch:8123:8123",
		"http://::1",
		"http://[::1",
		"http://[1::2::3]",
		"http://[1:2:3:4:5:6:7]",
		"http://ⅇxample.com",
		"http://xn--a",
		"https://ch.xn--a.example",
		`http://${"a".repeat(400)}`,
	]) {
		it(`is none in ${JSON.stringify(typed)}`, () => {
			assert.match(problem(typed), /^Enter an address like/);
		});
	}

	it("says where others could read what is sent", () => {
		const isReadable = (origin: string) => serverAddressAt(origin)?.isReadable;
		assert.equal(isReadable("http://ch.example.com:8123"), true);
		assert.equal(isReadable("http://127.0.0.1.example.com"), true);
		assert.equal(isReadable("http://[2001:db8::1]:8123"), true);
		for (const origin of [
			"https://ch.example.com:8443",
			"http://127.0.0.1:8123",
			"http://localhost:8123",
			"http://[::1]:8123",
		]) {
			assert.equal(isReadable(origin), false, origin);
		}
	});

	it("is what the platform reads as the same origin, and none where it reads something else", () => {
		const pieces = fc.constantFrom(
			...["http://", "https://", "HTTP://", "a", "xn", "_", "1", "0", "255", "0x", "f", ".", "-"],
			...[":", "::", "[", "]", "@", "/", "?", "#", "\\", " ", "%41", "8123", "localhost", "é"],
		);
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 9 }), (all) => {
				const typed = all.join("");
				for (const origin of origins(typed)) {
					assert.equal(new URL(origin).origin, origin);
					assert.deepEqual(serverAddressAt(origin)?.origin, origin);
					const named = /^https?:\/\//i.test(typed.trim());
					if (named) assert.equal(new URL(typed.trim()).hostname, new URL(origin).hostname);
				}
			}),
			{ numRuns: 5_000 },
		);
	});

	it("of IPv6 is written as the platform writes it", () => {
		const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
		fc.assert(
			fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
				const address = `http://[${groups.map((one) => one.toString(16)).join(":")}]:8123`;
				assert.deepEqual(origins(address), [new URL(address).origin]);
			}),
		);
	});
});
