import { installDependencies } from "./dependencies.mjs";
import { provision } from "./tools.mjs";

/**
 * Sets the project up with nothing but Node's own modules: the dependencies and, where asked for,
 * Node 24, VS Code's server, a browser and ClickHouse. What is there already is skipped.
 *
 * @param {{server?: boolean, browser?: boolean, node24?: boolean, clickHouse?: boolean}} needs
 * @returns {Promise<{node?: string, server?: string, browser?: object}>} where the tools stand
 */
export async function bootstrap(needs = {}) {
	await installDependencies();
	return Object.values(needs).some(Boolean) ? provision(needs) : {};
}
