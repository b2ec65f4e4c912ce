const { readFileSync } = require("node:fs");

/**
 * Processor time of this process since it began, and the most memory that it ever had.
 *
 * @returns {{cpuMs: number, peakMb: number}}
 */
function usage() {
	const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
	return { cpuMs: (userCPUTime + systemCPUTime) / 1_000, peakMb: (peakKb() ?? maxRSS) / 1_000 };
}

/** Linux counts the memory of whoever began a process into its `maxRSS`; here it has a figure of its own. */
function peakKb() {
	if (process.platform !== "linux") return undefined;
	const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"));
	return found === null ? undefined : Number(found[1]);
}

module.exports = { usage };
