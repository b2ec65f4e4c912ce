// Sets the project up on a machine that has Node, npm and the npm registry: `node scripts/bootstrap.mjs`.
// The other scripts do it by themselves.
import { bootstrap } from "./lib/bootstrap.mjs";
import { main, say } from "./lib/terminal.mjs";

await main(async () => {
	await bootstrap({ server: true, browser: true, clickHouse: true });
	say("Everything is in place.");
});
