import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
	connectionAt,
	decodeDefinition,
	type TableDefinition,
} from "../../../../../src/core/trades/dataSet/definition";
import { cleanMarketName } from "../../../../../src/core/query/marketFormat";

const name = fc.string({ minLength: 1, maxLength: 40 });

describe("a definition of a data set", () => {
	it("of a table is read as it was written, with what a newer version added", () => {
		const definition: fc.Arbitrary<TableDefinition> = fc.record({
			schema: fc.constant(2 as const),
			name: name.map(cleanMarketName).filter((one) => one !== ""),
			connection: fc
				.tuple(fc.constantFrom("http", "https"), fc.domain(), fc.integer({ min: 1, max: 65_535 }))
				.map(([scheme, host, port]) => `${scheme}://${host}:${port}`)
				.filter((origin) => connectionAt(origin) === origin),
			database: name,
			table: name,
			layout: fc.oneof(
				fc.constant({}),
				fc.record({ final: fc.boolean(), timeUnit: fc.constantFrom("ms" as const, "ns" as const) }),
				fc.record({ columns: fc.record({ price: name, id: name }) }),
			),
		});
		fc.assert(
			fc.property(definition, fc.jsonValue(), (made, more) => {
				const written: unknown = JSON.parse(JSON.stringify({ ...made, more }));
				const decoded = decodeDefinition(written);
				assert.ok(decoded.state === "ok");
				assert.deepEqual(decoded.definition, JSON.parse(JSON.stringify(made)));
				assert.deepEqual(decoded.content, written);
			}),
		);
	});

	it("never fails, whatever stands in its file", () => {
		const field = fc.oneof(fc.jsonValue(), fc.webUrl(), fc.constantFrom(1, 2, 3, "", [], {}));
		const odd = fc.oneof(
			fc.jsonValue(),
			fc.record(
				{
					schema: fc.oneof(fc.constantFrom(0, 1, 2, 3), field),
					name: field,
					files: field,
					connection: field,
					database: field,
					table: field,
					layout: field,
				},
				{ requiredKeys: [] },
			),
		);
		fc.assert(
			fc.property(odd, (value) => {
				const decoded = decodeDefinition(value);
				if (decoded.state !== "ok" || decoded.definition.schema !== 2) return;
				const { origin, username, password } = new URL(decoded.definition.connection);
				assert.deepEqual([origin, username, password], [decoded.definition.connection, "", ""]);
			}),
		);
	});

	it("names a server by scheme, host and port alone", () => {
		assert.equal(connectionAt(" HTTPS://House.example.com:443/"), "https://house.example.com");
		assert.equal(connectionAt("https://House.example.com/"), "https://house.example.com");
		assert.equal(connectionAt("http://127.0.0.1:8123"), "http://127.0.0.1:8123");
		assert.equal(connectionAt("house.example.com:8443"), undefined);
		assert.equal(connectionAt("https://me@house.example.com:8443"), undefined);
	});
});
