import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { PROVIDER_IDS } from "../../../src/core/providers/ids";

const REPOSITORY = resolve(__dirname, "..", "..", "..", "..");

/** What is one provider's alone: its feed, its prompts, its data. */
const OWN = [
	"src/app/discovery/kaikoSpan.ts",
	"src/app/discovery/kiyotakaSpan.ts",
	"src/host/dataSets/dataSetCalls.ts",
	"src/app/dataSets/dataSets.ts",
	"src/app/dataSets/refusals.ts",
	"src/app/dataSets/shippedSample.ts",
	"src/core/feeds/kaiko/feed.ts",
	"src/core/feeds/kaiko/request.ts",
	"src/core/feeds/kiyotaka/feed.ts",
	"src/core/feeds/kiyotaka/request.ts",
	"src/core/feeds/trades/feed.ts",
	"src/core/sample/sampleSource.ts",
	"src/core/trades/dataSet/firstQuery.ts",
	"src/core/vendorCheck/pairing.ts",
	"src/engine/clickhouse/failures.ts",
	"src/engine/tradesEngine.ts",
	"src/host/prompts/search/kaikoChoices.ts",
	"src/host/prompts/search/kiyotakaChoices.ts",
	"src/host/prompts/profilePrompt.ts",
	"src/host/prompts/steps/optionsStep.ts",
	"src/host/prompts/vwapPrompt.ts",
	"src/host/sampleQueries.ts",
];

/** Tables with an entry for each provider: a missing one does not compile. */
const TABLES: Readonly<Record<string, string>> = {
	"src/core/providers/providers.ts": "core data",
	"src/core/providers/credentials.ts": "what is to be shown, and where",
	"src/core/cost/estimate.ts": "what queries cost",
	"src/core/cost/fitsOf.ts": "what fits a plan",
	"src/core/feeds/servers.ts": "how servers are spoken to",
	"src/core/feeds/windowReaders.ts": "how answers are read",
	"src/app/discovery/servers.ts": "who lists markets",
	"src/app/discovery/tradedSpan.ts": "when markets were traded",
	"src/host/config.ts": "where requests go by the settings",
	"src/host/ids.ts": "the settings of addresses",
	"src/host/prompts/counterpart.ts": "venues in the codes of two providers",
	"src/host/prompts/providerPrompts.ts": "prompts",
	"src/host/work.ts": "feeds",
	"src/net/policy.ts": "providers that count by the minute",
};

/** Other files that say a provider's name, and why they have to. */
const NAMING: Readonly<Record<string, string>> = {
	"src/core/providers/ids.ts": "the list of providers",
	"src/core/query/query.ts": "types of the queries",
	"src/core/query/schema.ts": "schemas of the queries",
	"src/host/api.ts": "types of the public API, which stand for themselves",
	"src/host/apiCalls.ts": "an error about a query that names no provider",
};

/** Where "trades" is a column of counts, or Kaiko's name of a kind of data. */
const OTHER_TRADES = [
	"src/core/table/dataTable.ts",
	"src/core/table/profileTables.ts",
	"src/core/table/vwapTables.ts",
	"src/core/feeds/kaiko/echo.ts",
	"src/protocol/columnWords.ts",
	"src/webview/content/profile/cellFlow.ts",
	"src/webview/content/vwap/vwapPlots.ts",
];

const ids = PROVIDER_IDS.join("|");
const networkIds = PROVIDER_IDS.filter((id) => id !== "trades").join("|");
const AS_VALUE = new RegExp(`"(${ids})"`);
const IN_CONDITION = new RegExp(`[!=]== "(${ids})"|case "(${ids})":`);
const AS_KEY = new RegExp(`^\\s*(readonly )?(${networkIds}): `, "m");

const sources = readdirSync(join(REPOSITORY, "src"), { recursive: true, encoding: "utf8" })
	.filter((file) => file.endsWith(".ts"))
	.map((file) => `src/${file.replaceAll("\\", "/")}`);
const textOf = (file: string) => readFileSync(join(REPOSITORY, file), "utf8");
const filesWith = (...patterns: readonly RegExp[]) =>
	sources.filter((file) => patterns.some((pattern) => pattern.test(textOf(file)))).sort();

describe("names of providers", () => {
	it("stand in few files that are not a provider's own, each of which has a reason", () => {
		const naming = filesWith(AS_VALUE, AS_KEY).filter(
			(file) => ![...OWN, ...OTHER_TRADES].includes(file),
		);
		const known = [...Object.keys(NAMING), ...Object.keys(TABLES)];
		assert.deepEqual(
			naming.filter((file) => !known.includes(file)),
			[],
		);
		assert.ok(naming.length <= 16, `${naming.length} files`);
	});

	it("are compared in no condition", () => {
		assert.deepEqual(filesWith(IN_CONDITION), []);
	});

	it("are those of the icons", () => {
		for (const id of PROVIDER_IDS) {
			for (const theme of ["light", "dark"]) {
				const icon = `media/icons/${id}-${theme}.svg`;
				assert.ok(existsSync(join(REPOSITORY, icon)), icon);
			}
		}
	});
});
