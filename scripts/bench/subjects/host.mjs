import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { capture } from "../../lib/processes.mjs";
import { bundlePrograms } from "../nodePrograms.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

const TO = Date.UTC(2026, 2, 2);
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Two of the largest pages that are asked for, and a week of hours as the service answers them. */
const CASES = {
	vwap: {
		what: "200,000 VWAP rows",
		length: MINUTE_MS,
		count: 200_000,
		query: {
			kind: "vwap",
			provider: "kaiko",
			region: "us",
			dataVersion: "v1",
			exchange: "cbse",
			instrumentClass: "spot",
			instrument: "btc-usd",
			interval: "1m",
			aggregation: "vwap",
		},
	},
	profile: {
		what: "168 × 300 profile rows",
		length: HOUR_MS,
		count: 168,
		query: {
			kind: "volumeProfile",
			provider: "kiyotaka",
			exchange: ["BINANCE_FUTURES"],
			rawSymbol: "BTCUSDT",
			interval: "HOUR",
		},
	},
};
/** Intervals of the query that comes first in every process. */
const FEW = 4;

const rangeOf = (length, count) => ({
	from: new Date(TO - count * length).toISOString(),
	to: new Date(TO).toISOString(),
});

async function startService(program) {
	const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
	for await (const origin of createInterface({ input: child.stdout })) {
		return { origin, stop: () => child.stdin.end() };
	}
	throw new Error("The service of the bench did not start. Its output is above.");
}

/** One fresh process of the host against one fresh service. */
async function sample(programs, { query, length, count }, measure) {
	const folder = await mkdtemp(join(tmpdir(), "value-area-bench-host-"));
	const service = await startService(programs.service);
	try {
		const order = {
			origin: service.origin,
			folder,
			measure,
			query: { ...query, range: rangeOf(length, count) },
			small: { ...query, range: rangeOf(length, FEW) },
		};
		const args = ["--expose-gc", programs.run, JSON.stringify(order)];
		const { code, output } = await capture(process.execPath, args);
		if (code !== 0) throw new Error(`The host did not answer:\n${output}`);
		return JSON.parse(output);
	} finally {
		service.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

const megabytes = (values) => (median(values) / 1e6).toFixed(1);

/** How long the extension host stands still for an answer, and what it keeps of it. */
export async function host({ repetitions }) {
	const folder = await mkdtemp(join(tmpdir(), "value-area-bench-"));
	try {
		const programs = await bundlePrograms(folder, "host", ["run", "service"]);
		const goals = [];
		const rows = [];
		for (const one of Object.values(CASES)) {
			const stretches = [];
			const memories = [];
			for (let repetition = 0; repetition < repetitions; repetition++) {
				stretches.push(await sample(programs, one, "stretch"));
				memories.push(await sample(programs, one, "memory"));
			}
			const stretch = (field) => stretches.map((figures) => figures[field]);
			const memory = (field) => memories.map((figures) => figures[field]);
			rows.push([
				one.what,
				median(stretch("stretch")).toFixed(1),
				median(stretch("parse")).toFixed(1),
				megabytes(stretch("bodyBytes")),
				megabytes(memory("whileWriting")),
				megabytes(memory("snapshotBytes")),
				megabytes(memory("idle")),
				megabytes(memory("packedBytes")),
			]);
			goals.push(
				goalRow({
					id: "P18",
					what: `Host, ${one.what}: longest stretch, against JSON.parse of the largest page`,
					measured: medianRatio(stretch("stretch"), stretch("parse")),
					bound: 0.5,
				}),
				goalRow({
					id: "–",
					what: `Host, ${one.what}: array buffers while the snapshot is written, against its size`,
					measured: medianRatio(memory("whileWriting"), memory("snapshotBytes")),
					bound: 2.2,
				}),
				goalRow({
					id: "–",
					what: `Host, ${one.what}: memory kept with the panel idle, against the packed answer`,
					measured: medianRatio(memory("idle"), memory("packedBytes")),
					bound: 1.2,
				}),
			);
		}
		printTable(
			"The extension host with one answer",
			[
				"answer",
				"longest stretch ms",
				"JSON.parse ms",
				"largest body MB",
				"buffers while writing MB",
				"snapshot MB",
				"kept when idle MB",
				"packed MB",
			],
			rows,
		);
		return goals;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
