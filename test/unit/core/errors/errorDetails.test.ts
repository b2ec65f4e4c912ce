import assert from "node:assert/strict";
import { errorDetails } from "../../../../src/core/errors/errorDetails";
import { ProviderError } from "../../../../src/core/errors/errors";

describe("details of an error", () => {
	it("name version, operation, codes, attempts and host", () => {
		const error = new ProviderError("rateLimited", "kiyotaka", "Wait.", {
			status: 429,
			code: "LIMIT_REACHED",
			attempts: 3,
			host: "api.kiyotaka.ai",
			operation: "3fa91c",
		});
		assert.equal(
			errorDetails(error, "0.6.0"),
			"Value Area 0.6.0, operation 3fa91c\nKiyotaka: rateLimited 429 LIMIT_REACHED, 3 attempts, api.kiyotaka.ai",
		);
	});

	it("hold nothing that a server or a person wrote", () => {
		const error = new ProviderError("badRequest", "kaiko", "BTC-USD is unknown.", {
			code: "no such market: btc-usd",
			detail: "no such market: btc-usd",
			market: "btc-usd on cbse",
			path: "/v2/data/cbse/btc-usd",
		});
		assert.equal(errorDetails(error, "0.6.0"), "Value Area 0.6.0\nKaiko: badRequest");
	});
});
