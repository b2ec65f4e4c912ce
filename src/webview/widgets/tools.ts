import type { WebviewStringId } from "../../protocol/strings";

/** What the toolbar's buttons are for. */
export type ToolId =
	| "resetZoom"
	| "refresh"
	| "cancel"
	| "editQuery"
	| "addMarket"
	| "saveMarket"
	| "exportData"
	| "measure"
	| "copyImage"
	| "select"
	| "table"
	| "follow"
	| "options";

/** The buttons in their order. */
export const TOOLS: readonly { readonly id: ToolId & WebviewStringId; readonly icon: string }[] = [
	{ id: "resetZoom", icon: "screen-normal" },
	{ id: "refresh", icon: "refresh" },
	{ id: "cancel", icon: "stop-circle" },
	{ id: "follow", icon: "broadcast" },
	{ id: "editQuery", icon: "edit" },
	{ id: "addMarket", icon: "add" },
	{ id: "saveMarket", icon: "star-empty" },
	{ id: "exportData", icon: "export" },
	{ id: "measure", icon: "symbol-ruler" },
	{ id: "copyImage", icon: "device-camera" },
	{ id: "select", icon: "arrow-both" },
	{ id: "table", icon: "table" },
	{ id: "options", icon: "settings" },
];
