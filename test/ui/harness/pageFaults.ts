import type { Page } from "playwright-core";
import type { BarePage } from "./barePage";

/** What a person reads or presses: none of these may cover another, be cut or reach out of the page. */
const PARTS = [
	".market, .source, .detail, .lists select, .stepper button, .toolbar .tool",
	".figure, .legend-item, .legend-remove",
	".banner-text, .banner .action",
	".chart, .table, .options, .placeholder-text, .placeholder-actions .action",
	".footnote-line, .notes-toggle",
].join();
/** Inside of what scrolls by itself. */
const INNER_PARTS = ".option label, .option input, .option select, .options-buttons button";
/** Smallest chart that says something, in CSS pixels. */
const LEAST_CHART = { width: 90, height: 120 };

/** Everything on the page that overlaps or is cut, as sentences; none where the page is laid out well. */
export async function pageFaults(bare: BarePage): Promise<string[]> {
	return [...(await elementFaults(bare.page, PARTS, INNER_PARTS)), ...(await canvasFaults(bare))];
}

/**
 * The same of elements alone.
 *
 * @param parts selector of what a person reads or presses
 * @param inner selector of the same inside of what scrolls by itself
 */
export function elementFaults(page: Page, parts: string, inner: string): Promise<string[]> {
	return page.evaluate(
		({ parts, inner, least }) => {
			const faults: string[] = [];
			const named = (node: Element) =>
				`${node.getAttribute("data-testid") ?? node.className}${
					node.children.length === 0 && node.textContent !== "" ? ` "${node.textContent}"` : ""
				}`;
			const shownOf = (selector: string) =>
				[...document.querySelectorAll<HTMLElement>(selector)].filter((node) => {
					const { width, height } = node.getBoundingClientRect();
					const isShown = node.checkVisibility({ visibilityProperty: true });
					return width > 0 && height > 0 && isShown && !isPassedOver(node);
				});
			/** Words of the header that have no room beside the name, which the source line says, too. */
			const isPassedOver = (node: HTMLElement) => {
				const line = node.closest(".title")?.getBoundingClientRect();
				return line !== undefined && node.getBoundingClientRect().top >= line.bottom - 1;
			};
			/** What may be cut: a name with its tooltip, and the source line where the notes have all of it. */
			const isWholeElsewhere = (node: HTMLElement) =>
				node.matches(".market")
					? node.title === node.textContent && node.clientWidth >= 60
					: node.matches(".footnote-line") && shownOf(".notes-toggle").length > 0;
			/** Where a node is seen: what has scrolled out of the choices lies under nothing. */
			const seen = (node: HTMLElement) => {
				const { left, right, top, bottom } = node.getBoundingClientRect();
				const room = node.closest(".options-body")?.getBoundingClientRect();
				return {
					left,
					right,
					top: Math.max(top, room?.top ?? top),
					bottom: Math.min(bottom, room?.bottom ?? bottom),
				};
			};
			const overlaps = (nodes: readonly HTMLElement[]) => {
				const boxes = nodes.map((node) => ({ node, box: seen(node) }));
				for (const [i, a] of boxes.entries()) {
					for (const b of boxes.slice(i + 1)) {
						const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
						const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
						if (width < 1 || height < 1) continue;
						if (a.node.contains(b.node) || b.node.contains(a.node)) continue;
						faults.push(`${named(a.node)} and ${named(b.node)} overlap`);
					}
				}
			};
			const page = document.documentElement.clientWidth;
			const cut = (node: HTMLElement, left: number, right: number) => {
				const box = node.getBoundingClientRect();
				if (box.left < left - 0.5 || box.right > right + 0.5) {
					faults.push(`${named(node)} reaches out, ${box.left} to ${box.right} of ${right}`);
				}
				const hidesText =
					getComputedStyle(node).overflowX !== "visible" && node.tagName !== "INPUT";
				const scrolls = getComputedStyle(node).overflowX === "auto";
				const isCut = hidesText && !scrolls && node.scrollWidth > node.clientWidth + 1;
				if (isCut && !isWholeElsewhere(node)) {
					faults.push(`${named(node)} is cut, ${node.scrollWidth} in ${node.clientWidth}`);
				}
			};
			/** What the chosen entry of a list needs beside its text: its arrow. */
			const arrow = 18;
			const pen = new OffscreenCanvas(1, 1).getContext("2d");
			for (const list of shownOf("select:not([multiple])")) {
				if (pen === null || !(list instanceof HTMLSelectElement)) continue;
				const { font, paddingLeft, paddingRight } = getComputedStyle(list);
				pen.font = font;
				const text = list.selectedOptions[0]?.text ?? "";
				const room = list.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
				const { width } = pen.measureText(text);
				if (width > room + 1) faults.push(`the list "${text}" is cut, ${width} in ${room}`);
			}
			const outer = shownOf(parts);
			overlaps(outer);
			for (const node of outer) cut(node, 0, page);
			const insides = shownOf(inner);
			overlaps(insides);
			for (const node of insides) {
				const room = node.closest(".options")?.getBoundingClientRect();
				cut(node, room?.left ?? 0, room?.right ?? page);
			}
			const height = document.getElementById("app")?.getBoundingClientRect().height ?? 0;
			for (const node of outer) {
				const { bottom, top } = node.getBoundingClientRect();
				if (
					top + scrollY < -0.5 ||
					bottom + scrollY > Math.max(height, document.body.scrollHeight) + 1
				)
					faults.push(`${named(node)} lies below the page`);
			}
			const header = document.querySelector(".header")?.clientHeight ?? 0;
			if (header > 36) faults.push(`the header is ${header} px high`);
			const line = document.querySelector(".header-line")?.getBoundingClientRect();
			for (const node of shownOf(".header-line :is(h1, select, button)")) {
				const { top, bottom } = node.getBoundingClientRect();
				if (line === undefined || top < line.top - 0.5 || bottom > line.bottom + 0.5)
					faults.push(`${named(node)} is not in the line of the header`);
			}
			const chart = document.querySelector(".chart")?.getBoundingClientRect();
			const isHidden = chart === undefined || (chart.width === 0 && chart.height === 0);
			if (!isHidden && (chart.width < least.width || chart.height < least.height)) {
				faults.push(`the chart is ${chart.width} × ${chart.height}`);
			}
			return faults;
		},
		{ parts, inner, least: LEAST_CHART },
	);
}

/** Words on the canvas that touch another or are cut at its edges. */
async function canvasFaults(bare: BarePage): Promise<string[]> {
	const canvas = await bare.page.evaluate(() => {
		const { clientWidth = 0, clientHeight = 0 } = document.querySelector(".chart") ?? {};
		return { width: clientWidth, height: clientHeight };
	});
	if (canvas.width === 0) return [];
	const { texts } = await bare.drawing();
	const faults: string[] = [];
	for (const [i, a] of texts.entries()) {
		const isOut =
			a.left < -0.5 ||
			a.right > canvas.width + 0.5 ||
			a.top < -0.5 ||
			a.bottom > canvas.height + 0.5;
		if (isOut) {
			faults.push(
				`"${a.text}" is cut, at ${a.left} to ${a.right}, ${a.top} to ${a.bottom} of ${canvas.width} × ${canvas.height}`,
			);
		}
		for (const b of texts.slice(i + 1)) {
			const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
			const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			if (width > 0.5 && height > 0.5) faults.push(`"${a.text}" and "${b.text}" overlap`);
		}
	}
	return faults;
}
