import { watch } from "node:fs";
import type { Log } from "../../core/log";
import type { Disposable } from "../emitter";

/** One change of a file is several events. */
const PAUSE_MS = 100;
/** Files that writers create and remove while they write. */
const PASSING = /\.(lock|tmp-[0-9a-f]{16})$/;

/** Calls back a moment after something in the folder changed. A folder that cannot be watched is logged. */
export function watchFolder(folder: string, onChange: () => void, log: Log): Disposable {
	let timer: NodeJS.Timeout | undefined;
	try {
		const watcher = watch(folder, (_event, name) => {
			if (name !== null && PASSING.test(name)) return;
			clearTimeout(timer);
			timer = setTimeout(onChange, PAUSE_MS);
		});
		watcher.on("error", (error) => log.warn(`${folder} is not watched any more: ${error.message}`));
		return {
			dispose: () => {
				clearTimeout(timer);
				watcher.close();
			},
		};
	} catch (error) {
		log.warn(`${folder} is not watched: ${String(error)}`);
		return { dispose: () => undefined };
	}
}
