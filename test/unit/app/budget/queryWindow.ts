// A window of its own, for sharedBudget.test.ts: asks one day after another and says how many answers came.
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { windowService } from "./windowService";

const [origin = "", folder = "", first = "1", queries = "1"] = process.argv.slice(2);

async function main(): Promise<void> {
	const service = await windowService({ origin, folder });
	let answers = 0;
	for (let day = Number(first); day < Number(first) + Number(queries); day++) {
		const at = (days: number) => new Date(Date.UTC(2025, 2, days)).toISOString();
		await service.run({ ...BTCUSDT_PROFILE, range: { from: at(day), to: at(day + 1) } });
		answers += 1;
	}
	service.dispose();
	process.stdout.write(String(answers));
	process.exit();
}

main().catch((error: unknown) => {
	process.stderr.write(String(error));
	process.exit(1);
});
