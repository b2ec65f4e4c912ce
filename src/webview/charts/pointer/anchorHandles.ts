import type { AnchorMark } from "../../../core/query/anchors";
import { canBeNamed } from "../../../core/query/selections";
import { element, icon, setAttributes, setClass, setHidden } from "../../dom";
import type { AnchorWords, Anchors } from "../anchors";
import type { HandleHooks } from "../handles";
import { snapped } from "../frame";
import { anchorFlags } from "../layers/anchors";
import { NAME_PADDING } from "../names";
import type { Screen, Showing } from "../screen";
import { askName } from "./askName";
import { DRAG_FROM_PIXELS } from "./gestures";
import { HANDLE_STEPS } from "./handleKeys";
import { hasModifier } from "./keys";
import { listenToHandles, nameWidth, pointIn, removeLost, timeAt } from "./handleRoom";

interface AnchorHooks extends Pick<HandleHooks, "onAnchor"> {
	readonly words: AnchorWords;
}

interface Pull {
	/** The anchor as it was. */
	readonly mark: AnchorMark;
	/** Time under the pointer when it began, and where that was. */
	readonly begin: number;
	readonly x: number;
	hasMoved: boolean;
	now: AnchorMark;
}

interface Flag {
	readonly root: HTMLElement;
	readonly name: HTMLElement;
	readonly remove: HTMLButtonElement;
	/** The screen and the place that its words tell of. */
	screen: Screen | undefined;
	said: number;
}

/** Bands of an anchor in the order that a key goes through them. */
const BANDS: readonly (readonly number[])[] = [[], [1], [1, 2], [1, 2, 3]];

/** The flags of anchors over the chart: real elements, so that they have names, focus and keys, and can be pulled in time. */
export class AnchorHandles {
	readonly root = element("div", { class: "spans anchors", role: "group" });
	private readonly known = new Map<string, Flag>();
	private pull: Pull | undefined;
	/** Name of the anchor that was pressed last. */
	private pressed: string | undefined;

	/**
	 * @param chart element that the flags lie in
	 * @param moved called when an anchor is drawn elsewhere
	 */
	constructor(
		private readonly showing: Showing,
		private readonly chart: HTMLElement,
		private readonly hooks: AnchorHooks,
		private readonly moved: () => void,
	) {
		listenToHandles(chart, this.root, {
			follow: (event) => {
				this.follow(event);
			},
			end: (event, isCancelled) => {
				this.end(event, isCancelled);
			},
			rename: () => {
				if (this.pressed !== undefined) this.askName(this.pressed);
			},
		});
	}

	/** Puts the flags where the anchors are in the frame. */
	show(): void {
		const { anchors } = this;
		removeLost(this.known, anchors?.list ?? []);
		const { frame } = this.showing;
		const [main] = frame?.panes ?? [];
		if (anchors === undefined || frame === undefined || main === undefined) return;
		setAttributes(this.root, { "aria-label": this.hooks.words.group() });
		const { theme } = frame;
		const placed = anchorFlags(anchors, main, (name) => nameWidth(theme, name));
		const flags = new Map(placed.map((flag) => [flag.mark.name, flag]));
		for (const mark of anchors.list) {
			const flag = this.known.get(mark.name) ?? this.make(mark.name);
			const place = flags.get(mark.name);
			setHidden(flag.root, place === undefined);
			if (place === undefined) continue;
			const { style } = flag.root;
			// Between two pixels its letters would be blurred.
			style.translate = `${snapped(place.x, frame.pixelRatio)}px ${place.top}px`;
			style.setProperty("--anchor", anchors.colorOf(mark, theme));
			setClass(flag.root, "anchor-left", place.isLeft);
			// With a pixel for what widths are rounded by.
			flag.name.style.maxWidth = `${Math.ceil(place.nameWidth) + NAME_PADDING + 1}px`;
			this.say(flag, mark, anchors);
		}
	}

	/** Moves the focus to an anchor. */
	focus(name: string): void {
		this.known.get(name)?.name.focus();
	}

	private get anchors(): Anchors | undefined {
		return this.showing.screen.anchors;
	}

	/** Words change with the anchor, not with each frame. */
	private say(flag: Flag, mark: AnchorMark, anchors: Anchors): void {
		const { screen } = this.showing;
		if (flag.screen === screen && flag.said === mark.at) return;
		Object.assign(flag, { screen, said: mark.at });
		const { words } = this.hooks;
		setAttributes(flag.name, {
			"aria-label": words.marker(mark.name),
			"aria-valuenow": String(mark.at),
			"aria-valuetext": `${anchors.time(mark.at)}. ${anchors.spoken(mark)}`,
			title: `${words.marker(mark.name)} · ${anchors.time(mark.at)}\n${words.help()}`,
		});
		const label = words.remove(mark.name);
		setAttributes(flag.remove, { "aria-label": label, title: label });
	}

	private make(name: string): Flag {
		const id = `anchor-${name}`;
		const label = element(
			"div",
			{ class: "anchor-name", role: "slider", tabindex: "0", "data-testid": id },
			name,
		);
		const remove = element(
			"button",
			{ type: "button", class: "span-remove", "data-testid": `${id}-remove` },
			icon("close"),
		);
		const root = element("div", { class: "anchor" }, label, remove);
		remove.addEventListener("click", () => {
			this.hooks.onAnchor({ kind: "remove", name });
			this.chart.focus();
		});
		label.addEventListener("pointerdown", (event) => {
			if (event.button === 0) this.begin(name, event);
		});
		label.addEventListener("keydown", (event) => {
			if (!hasModifier(event) && this.key(name, event.key)) event.preventDefault();
		});
		const flag: Flag = { root, name: label, remove, screen: undefined, said: NaN };
		this.known.set(name, flag);
		this.root.append(root);
		return flag;
	}

	private markOf(name: string): AnchorMark | undefined {
		return this.anchors?.list.find((mark) => mark.name === name);
	}

	private begin(name: string, event: PointerEvent): void {
		const mark = this.markOf(name);
		const begin = this.timeAt(event);
		if (mark === undefined || begin === undefined) return;
		this.pressed = name;
		this.pull = { mark, begin, x: event.clientX, hasMoved: false, now: mark };
		this.root.setPointerCapture(event.pointerId);
	}

	private follow(event: PointerEvent): void {
		const { pull, anchors } = this;
		const time = this.timeAt(event);
		if (pull === undefined || anchors === undefined || time === undefined) return;
		if (!pull.hasMoved && Math.abs(event.clientX - pull.x) < DRAG_FROM_PIXELS) return;
		pull.hasMoved = true;
		// The flag stands in the middle of its interval.
		const { time: middle } = anchors.placeOf(pull.mark);
		const at = anchors.nearest(middle + time - pull.begin);
		if (at === pull.now.at) return;
		pull.now = { ...pull.mark, at };
		anchors.preview(pull.now);
		this.moved();
	}

	private end(event: PointerEvent, isCancelled: boolean): void {
		const { pull } = this;
		this.pull = undefined;
		if (pull === undefined) return;
		if (this.root.hasPointerCapture(event.pointerId))
			this.root.releasePointerCapture(event.pointerId);
		this.anchors?.preview(undefined);
		if (!isCancelled && pull.hasMoved) this.hooks.onAnchor({ kind: "set", mark: pull.now });
		else this.moved();
		// A press without a pull takes the focus, which the capture has kept from it.
		this.focus(pull.mark.name);
	}

	/** Does what a key on a flag means. Returns whether it means anything. */
	private key(name: string, key: string): boolean {
		const { anchors } = this;
		const mark = this.markOf(name);
		if (mark === undefined || anchors === undefined) return false;
		const { onAnchor } = this.hooks;
		const step = HANDLE_STEPS[key];
		if (step !== undefined) {
			const at = anchors.stepped(mark.at, step);
			if (at !== mark.at) onAnchor({ kind: "set", mark: { ...mark, at } });
		} else if (key === "Delete" || key === "Backspace") {
			onAnchor({ kind: "remove", name });
			this.chart.focus();
		} else if (key === "F2") this.askName(name);
		else if (key === "b") {
			const next = BANDS.findIndex((bands) => bands.join() === mark.bands.join()) + 1;
			onAnchor({ kind: "set", mark: { ...mark, bands: BANDS[next % BANDS.length] ?? [] } });
		} else if (key === "Escape") this.chart.focus();
		else return false;
		return true;
	}

	/** Asks for another name where the name stands. */
	private askName(name: string): void {
		const flag = this.known.get(name);
		if (flag === undefined) return;
		const { words } = this.hooks;
		const problemOf = (to: string) =>
			canBeNamed(to, this.anchors?.list ?? []) ? undefined : words.nameProblem();
		const asked = { name, label: words.rename(name), id: `anchor-${name}`, problemOf };
		askName(flag.name, asked, (to) => {
			this.hooks.onAnchor({ kind: "rename", name, to });
			this.focus(to);
		});
	}

	private timeAt(event: PointerEvent): number | undefined {
		return timeAt(this.showing.frame, pointIn(this.chart, event));
	}
}
