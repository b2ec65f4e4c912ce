import { UTC_ZONE, type Zone, zoneOf } from "../core/chart/zone";

/** VS Code's own language names are not all BCP 47 tags; one that Intl refuses reads as English. */
export function knownLocale(locale: string): string {
	try {
		return Intl.getCanonicalLocales(locale)[0] ?? "en";
	} catch {
		return "en";
	}
}

/** A zone that this machine does not know is shown as UTC, and the page says so. */
export function knownZone(setting: string): Zone {
	try {
		return zoneOf(setting);
	} catch {
		return UTC_ZONE;
	}
}
