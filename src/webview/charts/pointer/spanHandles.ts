import { element, icon, setAttributes, setClass, setHidden } from "../../dom";
import { type Frame, type PaneFrame, type Point, isInside, snapped, valuesAt, xOf } from "../frame";
import type { Screen, Showing } from "../screen";
import { nameEnd } from "../layers/spans";
import { NAME_PADDING } from "../names";
import type { HandleHooks } from "../handles";
import type { SpanWords, Spans } from "../spans";
import { type NamedSpan, canBeNamed } from "../../../core/query/selections";
import { askName } from "./askName";
import { DRAG_FROM_PIXELS } from "./gestures";
import { HANDLE_STEPS } from "./handleKeys";
import { hasModifier } from "./keys";
import { listenToHandles, nameWidth, pointIn, removeLost, timeAt } from "./handleRoom";

/** No letter of a name is wider than this, in pixels, and no field for another name. */
const WIDEST_LETTER = 12;
const WIDEST_FIELD = 150;
/** The button to remove a selection. */
const REMOVE_WIDTH = 22;

/** What is pulled: the whole, one of its edges, or a new selection from where the pull began. */
type Part = "whole" | "from" | "to" | "new";

interface Pull {
	readonly part: Part;
	/** The selection as it was. */
	readonly span: NamedSpan;
	/** Time under the pointer when it began. */
	readonly begin: number;
	readonly at: Point;
	hasMoved: boolean;
	now: NamedSpan;
}

interface SpanHooks extends Omit<HandleHooks, "onAnchor"> {
	readonly words: SpanWords;
}

interface Handles {
	readonly root: HTMLElement;
	readonly bar: HTMLElement;
	readonly name: HTMLButtonElement;
	readonly remove: HTMLButtonElement;
	readonly edges: Readonly<Record<"from" | "to", HTMLElement>>;
	/** The screen and the stretch that their names tell of. */
	screen: Screen | undefined;
	said: string;
}

/**
 * The handles of selected stretches of time over the chart: real elements, so that they have names, focus and keys. Pulling
 * with Alt in the main pane makes a new one.
 */
export class SpanHandles {
	readonly root = element("div", { class: "spans", role: "group" });
	private readonly known = new Map<string, Handles>();
	private pull: Pull | undefined;
	/** Name of the selection whose name was pressed last. */
	private pressed: string | undefined;

	/**
	 * @param chart element that the handles lie in, where pulls begin
	 * @param moved called when a selection is drawn elsewhere
	 */
	constructor(
		private readonly showing: Showing,
		private readonly chart: HTMLElement,
		private readonly hooks: SpanHooks,
		private readonly moved: () => void,
	) {
		// Before the chart's own gestures, which pan.
		chart.addEventListener(
			"pointerdown",
			(event) => {
				if (event.button !== 0 || !(event.altKey || hooks.isSelecting())) return;
				if (event.target instanceof Element && event.target.closest(".spans") !== null) return;
				this.beginNew(event);
			},
			{ capture: true },
		);
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

	/** Puts the handles where the selections are in the frame. */
	show(): void {
		const { spans, frame } = this.current;
		removeLost(this.known, spans?.list ?? []);
		if (spans === undefined || frame === undefined) return;
		setAttributes(this.root, { "aria-label": this.hooks.words.group() });
		const [main] = frame.panes;
		if (main === undefined) return;
		for (const span of spans.list) this.place(span, spans, main, frame);
	}

	/** Moves the focus to a selection. */
	focus(name: string): void {
		this.known.get(name)?.name.focus();
	}

	private get current(): { readonly spans: Spans | undefined; readonly frame: Frame | undefined } {
		const { screen, frame } = this.showing;
		return { spans: screen.spans, frame };
	}

	private place(
		span: NamedSpan,
		spans: Spans,
		main: PaneFrame,
		{ pixelRatio, theme }: Frame,
	): void {
		const { name, from, to } = span;
		const handles = this.known.get(name) ?? this.make(name);
		const { area } = main;
		const [left, right] = [xOf(main, from), xOf(main, to)];
		const { root, bar, edges } = handles;
		setHidden(root, right <= area.left || left >= area.right);
		setClass(root, "span-chosen", spans.chosen === name);
		// One that waits for its end, or is being pulled, is drawn only: nothing is kept that a press could change.
		root.inert = name === spans.nextName;
		const start = Math.max(area.left, left);
		// The field for another name has room, however narrow the selection is.
		const isAsked = !handles.name.isConnected;
		const x = isAsked ? Math.max(area.left, Math.min(start, area.right - WIDEST_FIELD)) : start;
		setClass(root, "span-asked", isAsked);
		// Between two pixels its letters would be blurred.
		moveTo(bar, snapped(x, pixelRatio), area.top);
		// The same while the name has room, so that moving it lays out nothing.
		const widest = Math.max(WIDEST_FIELD, (name.length + 1) * WIDEST_LETTER);
		const room = isAsked ? WIDEST_FIELD : nameEnd(span, spans.list, main) - start;
		// Over the name of an adjoining selection, the button would be hit in place of that name.
		setClass(root, "span-tight", nameWidth(theme, name) + NAME_PADDING + REMOVE_WIDTH > room);
		bar.style.maxWidth = `${Math.min(room, widest)}px`;
		for (const [edge, x] of [
			["from", left],
			["to", right],
		] as const) {
			setHidden(edges[edge], edge === "from" ? x < area.left : x > area.right);
			moveTo(edges[edge], x, area.top);
			edges[edge].style.height = `${area.bottom - area.top}px`;
		}
		// Names and values change with the selection, not with each frame.
		const said = `${from} ${to} ${spans.chosen === name}`;
		if (handles.screen === this.showing.screen && handles.said === said) return;
		Object.assign(handles, { screen: this.showing.screen, said });
		const { words } = this.hooks;
		setAttributes(handles.name, {
			"aria-pressed": String(spans.chosen === name),
			"aria-label": `${words.choose(name)}: ${spans.time(from)} – ${spans.time(to)}. ${spans.spoken(span)}`,
			title: words.choose(name),
		});
		setAttributes(handles.remove, { "aria-label": words.remove(name), title: words.remove(name) });
		for (const edge of ["from", "to"] as const) {
			const time = span[edge];
			setAttributes(handles.edges[edge], {
				"aria-label": words.edge(edge, name),
				"aria-valuenow": String(time),
				"aria-valuetext": spans.time(time),
			});
		}
	}

	private make(name: string): Handles {
		const edge = (side: "from" | "to") =>
			element("div", {
				class: "span-edge",
				role: "slider",
				tabindex: "0",
				"data-testid": `span-${name}-${side}`,
			});
		const label = element(
			"button",
			{ type: "button", class: "span-name", "data-testid": `span-${name}-name` },
			name,
		);
		const remove = element(
			"button",
			{ type: "button", class: "span-remove", "data-testid": `span-${name}-remove` },
			icon("close"),
		);
		const edges = { from: edge("from"), to: edge("to") };
		const bar = element("div", { class: "span-bar" }, label, remove);
		const root = element(
			"div",
			{ class: "span", "data-testid": `span-${name}` },
			edges.from,
			edges.to,
			bar,
		);
		const handles: Handles = { root, bar, name: label, remove, edges, screen: undefined, said: "" };
		const { onSpan } = this.hooks;
		remove.addEventListener("click", () => {
			this.remove(name);
		});
		label.addEventListener("click", (event) => {
			// A click by pointer ends a pull, which decides what it was.
			if (event.detail === 0) onSpan({ kind: "choose", name });
		});
		const parts: readonly (readonly ["whole" | "from" | "to", HTMLElement])[] = [
			["whole", label],
			["from", edges.from],
			["to", edges.to],
		];
		for (const [part, node] of parts) {
			node.addEventListener("pointerdown", (event) => {
				if (event.button === 0) this.begin(part, name, event);
			});
			node.addEventListener("keydown", (event) => {
				if (!hasModifier(event) && this.key(part, name, event)) event.preventDefault();
			});
		}
		this.known.set(name, handles);
		this.root.append(root);
		return handles;
	}

	private remove(name: string): void {
		this.hooks.onSpan({ kind: "remove", name });
		this.chart.focus();
	}

	private begin(part: "whole" | "from" | "to", name: string, event: PointerEvent): void {
		const span = this.current.spans?.list.find((one) => one.name === name);
		if (span !== undefined) this.hold(part, span, event);
	}

	private beginNew(event: PointerEvent): void {
		const { spans, frame } = this.current;
		const [main] = frame?.panes ?? [];
		const at = pointIn(this.chart, event);
		const name = spans?.nextName;
		if (spans === undefined || main === undefined || name === undefined) return;
		if (!isInside(main.area, at)) return;
		event.stopPropagation();
		event.preventDefault();
		const { x } = valuesAt(main, at);
		this.hold("new", { name, ...spans.between(x, x) }, event);
	}

	private hold(part: Part, span: NamedSpan, event: PointerEvent): void {
		const at = pointIn(this.chart, event);
		const begin = timeAt(this.showing.frame, at);
		if (begin === undefined) return;
		this.pressed = part === "whole" ? span.name : undefined;
		this.pull = { part, span, begin, at, hasMoved: false, now: span };
		this.root.setPointerCapture(event.pointerId);
	}

	private follow(event: PointerEvent): void {
		const { pull } = this;
		const { spans } = this.current;
		if (pull === undefined || spans === undefined) return;
		const at = pointIn(this.chart, event);
		if (!pull.hasMoved && Math.abs(at.x - pull.at.x) < DRAG_FROM_PIXELS) return;
		const time = timeAt(this.showing.frame, at);
		if (time === undefined) return;
		if (pull.part === "new" && !pull.hasMoved) this.hooks.onPull();
		pull.hasMoved = true;
		const { span, part, begin } = pull;
		const next =
			part === "new"
				? spans.between(begin, time)
				: part === "whole"
					? spans.moved(span, span.from + time - begin)
					: spans.resized(span, part, time);
		if (next.from === pull.now.from && next.to === pull.now.to && pull.part !== "new") return;
		pull.now = { name: span.name, ...next };
		spans.preview(pull.now);
		this.moved();
	}

	private end(event: PointerEvent, isCancelled: boolean): void {
		const { pull } = this;
		this.pull = undefined;
		if (pull === undefined) return;
		if (this.root.hasPointerCapture(event.pointerId))
			this.root.releasePointerCapture(event.pointerId);
		const { onSpan, onAltClick } = this.hooks;
		const { part, span, now, hasMoved, begin } = pull;
		this.current.spans?.preview(undefined);
		if (part === "new" && !hasMoved && !isCancelled && event.altKey) onAltClick(begin);
		if (isCancelled || (!hasMoved && part !== "whole")) this.moved();
		else if (!hasMoved) onSpan({ kind: "choose", name: span.name });
		else onSpan({ kind: part === "new" ? "make" : "set", span: now });
	}

	/** Whether a key on a handle did something. */
	private key(part: "whole" | "from" | "to", name: string, event: KeyboardEvent): boolean {
		const { key } = event;
		const { spans } = this.current;
		const span = spans?.list.find((one) => one.name === name);
		if (spans === undefined || span === undefined) return false;
		const { onSpan } = this.hooks;
		if (key === "Delete" || key === "Backspace") this.remove(name);
		else if (key === "F2") this.askName(name);
		else if (key === "Escape") this.chart.focus();
		else {
			const step = HANDLE_STEPS[key];
			if (step === undefined) return false;
			const by = Number.isFinite(step) ? step * spans.interval : step;
			const next =
				part === "whole"
					? spans.moved(span, span.from + by)
					: spans.resized(span, part, span[part] + by);
			onSpan({ kind: "set", span: { name, ...next } });
		}
		return true;
	}

	/** Asks for another name where the name stands. */
	private askName(name: string): void {
		const handles = this.known.get(name);
		if (handles === undefined) return;
		const { words } = this.hooks;
		const problemOf = (to: string) =>
			canBeNamed(to, this.current.spans?.list ?? []) ? undefined : words.nameProblem();
		const onBox = () => {
			this.show();
		};
		const asked = { name, label: words.rename(name), id: `span-${name}`, problemOf, onBox };
		askName(handles.name, asked, (to) => {
			this.hooks.onSpan({ kind: "rename", name, to });
			this.focus(to);
		});
	}
}

function moveTo(node: HTMLElement, x: number, y: number): void {
	node.style.transform = `translate(${x}px, ${y}px)`;
}
