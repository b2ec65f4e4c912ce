import assert from "node:assert/strict";
import fc from "fast-check";
import { slotName } from "../../../../src/core/access/credential";
import { serverAddressAt } from "../../../../src/core/access/serverAddress";
import {
	decodeSignIn,
	encodeSignIn,
	passwordProblem,
	secretParts,
	signInPlace,
	spaceNotice,
	userProblem,
} from "../../../../src/core/access/signIn";

const placeAt = (origin: string) => signInPlace(serverAddressAt(origin) ?? assert.fail(origin));

describe("a sign-in to a ClickHouse server", () => {
	it("is one secret, from which it comes back as it was", () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ unit: "binary" }), (user, password) => {
				assert.deepEqual(decodeSignIn(encodeSignIn({ user, password })), { user, password });
			}),
		);
	});

	it("is in no other text", () => {
		for (const secret of ["", "kaiko-key", "{}", "null", "[]", '{"user":"ann"}', '{"user":1}']) {
			assert.equal(decodeSignIn(secret), undefined);
		}
	});

	it("keeps its password out of the log in whichever form it is written", () => {
		const secret = encodeSignIn({ user: "ann", password: 'q"w\\e' });
		assert.deepEqual(secretParts(secret), [secret, 'q"w\\e', 'q\\"w\\\\e']);
		assert.deepEqual(secretParts("an-api-key"), ["an-api-key"]);
		const open = encodeSignIn({ user: "default", password: "" });
		assert.deepEqual(secretParts(open), [open]);
	});

	it("stands under the exact origin of its server", () => {
		const place = placeAt("https://ch.example.com:8443");
		assert.equal(slotName(place), "key|clickhouse|https://ch.example.com:8443");
	});

	it("needs consent where others could read it on its way", () => {
		assert.equal(placeAt("http://ch.example.com:8123").needsConsent, true);
		assert.equal(placeAt("https://ch.example.com:8443").needsConsent, false);
		assert.equal(placeAt("http://127.0.0.1:8123").needsConsent, false);
	});

	it("takes names and passwords that can be sent", () => {
		for (const user of ["default", "ann.b@desk", "team reader", "Ünal"]) {
			assert.equal(userProblem(user), undefined, user);
		}
		for (const user of ["", "ann:secret", "ann\n", "a".repeat(257)]) {
			assert.ok(userProblem(user) !== undefined, user);
		}
		for (const password of ["", " ", "p:w", "пароль"])
			assert.equal(passwordProblem(password), undefined);
		for (const password of ["a\r\nb", "\u0000", "a".repeat(257)]) {
			assert.ok(passwordProblem(password) !== undefined);
		}
		assert.ok(spaceNotice("secret ") !== undefined);
		assert.equal(spaceNotice("sec ret"), undefined);
	});
});
