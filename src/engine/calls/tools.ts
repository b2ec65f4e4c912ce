import type { Databases } from "../database";
import type { EngineSettings } from "../messages";

/** What calls work with. */
export interface CallTools {
	readonly databases: Databases;
	readonly settings: EngineSettings;
}
