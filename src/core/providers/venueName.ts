import type { Names } from "./marketLists";

/** What people call a venue; its code where no name is known. */
export function venueName(groups: readonly Names[], code: string): string {
	const names = groups.find((group) => Object.hasOwn(group, code));
	return names?.[code] ?? code;
}
