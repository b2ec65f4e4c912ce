import type { ViewOptions } from "../core/query/viewOptions";
import { layoutOf, layoutsOf } from "../core/table/layouts";
import type { ActionId, MessageAction } from "../protocol/messages";
import { bannersOf } from "./bannersOf";
import type { Cursor } from "./charts/screen";
import { followBanners } from "./following";
import type { Choices } from "./content/control";
import { CONTROL_TOOLS } from "./content/controlTools";
import type { Figure } from "./content/figures";
import { element } from "./dom";
import type { PageState } from "./pageState";
import type { HandMakers } from "./parts";
import { Banners } from "./widgets/banners";
import { Footnote } from "./widgets/footnote";
import type { GoToBar } from "./widgets/goToBar";
import { Header } from "./widgets/header";
import { LiveRegion } from "./widgets/liveRegion";
import type { OptionsForm } from "./widgets/optionsForm";
import { Pickers } from "./widgets/pickers";
import { Stage, type StageHooks } from "./widgets/stage";
import { Strip } from "./widgets/strip";
import { Toolbar } from "./widgets/toolbar";
import type { ToolId } from "./widgets/tools";

/** What a person does with the widgets of the page. */
export interface PageHooks extends StageHooks {
	readonly press: (tool: ToolId) => void;
	readonly changeView: (view: ViewOptions) => void;
	readonly choose: (choices: Partial<Choices>) => void;
	readonly toggleOptions: () => void;
	readonly copyFigure: (figure: Figure, onCopied: () => void) => void;
	readonly toggleHidden: (id: string) => void;
	readonly removeMarket: (part: number) => void;
	/** Calls back with what a person works a chart by hand with, at once where it is loaded. */
	readonly withHand: (call: (makers: HandMakers) => void) => void;
}

/** The widgets of the page as its logic sees them. */
export interface Widgets {
	readonly stage: Pick<
		Stage,
		"draw" | "chart" | "isZoomed" | "resetZoom" | "setTheme" | "toggleHelp"
	>;
	readonly live: Pick<LiveRegion, "announce">;
	readonly toolbar: Pick<Toolbar, "focus">;
	readonly options: Pick<OptionsForm, "focus">;
	readonly footnote: Pick<Footnote, "text">;
	/** Where to go, once a person can work the chart by hand. */
	readonly goTo: Pick<GoToBar, "focus" | "moved"> | undefined;
	/** Takes what a person works a chart by hand with, once it is loaded. */
	useHand(makers: HandMakers): void;
	/** Brings every widget up to date. */
	render(): void;
	/** Updates what changes while the data stays the same. */
	showStatus(): void;
	/** Updates what follows the picture. */
	showFollowed(): void;
	/** Says beside the chart what the crosshair is on; `undefined` when it has left. */
	follow(cursor: Cursor | undefined): void;
}

/** The widgets of the page, and what each shows of its state. */
export class PageWidgets implements Widgets {
	readonly stage: Stage;
	readonly live = new LiveRegion();
	readonly toolbar: Toolbar;
	/** The choices, once somebody has opened them. */
	readonly options = { focus: () => this.form?.focus() };
	private readonly optionsRoom = element("aside", {
		class: "options",
		"data-testid": "options",
		hidden: true,
	});
	private form: OptionsForm | undefined;
	readonly footnote = new Footnote();
	private readonly pickers: Pickers;
	private readonly header: Header;
	private readonly strip: Strip;
	private readonly banners: Banners;
	goTo: GoToBar | undefined;

	constructor(
		private readonly root: HTMLElement,
		private readonly state: PageState,
		private readonly hooks: PageHooks,
	) {
		this.toolbar = new Toolbar(hooks.press);
		this.pickers = new Pickers(hooks.changeView);
		this.header = new Header(this.pickers, this.toolbar);
		const fold = (isFolded: boolean) => {
			hooks.choose({ strip: isFolded ? "folded" : "open" });
		};
		const { copyFigure: copy, toggleHidden: toggle, removeMarket: remove } = hooks;
		this.strip = new Strip({ copy, toggle, remove, fold }, root);
		this.banners = new Banners(hooks.act);
		this.stage = new Stage(hooks, this.optionsRoom);
		root.replaceChildren(
			this.header.root,
			this.strip.root,
			this.banners.root,
			this.stage.root,
			this.footnote.root,
			this.live.root,
		);
	}

	useHand(makers: HandMakers): void {
		this.stage.useHand(makers);
		if (this.goTo !== undefined) return;
		this.goTo = new makers.GoToBar({
			showRange: (range) => this.stage.chart?.zoomTo(range),
			goToTime: (time) => this.stage.chart?.goTo(time) === true,
			changeRange: () => {
				this.hooks.act("changeRange");
			},
			leave: () => this.stage.chart?.root.focus(),
		});
		makers.listenBeside(this.root, () => this.stage.chart);
		this.footnote.root.append(this.goTo.root);
		this.showGoTo();
		this.footnote.fit();
	}

	/** Brings every widget up to date. */
	render(): void {
		const { root, state } = this;
		this.header.show(state.zonedCaption);
		root.dataset["state"] = state.name;
		root.dataset["layout"] = state.chart?.layout ?? "";
		root.setAttribute("aria-busy", String(state.status.kind === "busy"));
		this.showGoTo();
		this.showNumbers();
		this.showSource();
		this.showStage();
		this.showOptions();
		this.showState();
	}

	follow(cursor: Cursor | undefined): void {
		const { chart, isTableOpen } = this.state;
		this.strip.follow(cursor && chart?.screen.readings?.(cursor));
		if (chart !== undefined && isTableOpen)
			this.stage.follow(cursor && chart.screen.numbersAt(cursor));
	}

	/** Updates what changes while the data stays the same: banners, buttons, and how old the last value is. */
	showStatus(): void {
		this.showState();
		this.strip.showAge();
	}

	private showState(): void {
		const { words, caption, shown, status, chart, following } = this.state;
		const { isPicking, isSelecting, selectFrom, isUnheard, isTableOpen, areOptionsOpen } =
			this.state;
		const fetched = (shown?.parts ?? []).map(({ result }) => result);
		const picking = { kind: "waiting" as const, text: words.say("pickNow"), actions: [] };
		this.root.dataset["selecting"] = String(isSelecting);
		this.banners.show([
			...bannersOf(status, caption, fetched, words, Date.now(), chart?.notices),
			...followBanners(following),
			...(isPicking ? [picking] : []),
			...(isSelecting ? [{ ...picking, text: words.say("selectNow") }] : []),
			...(selectFrom === undefined ? [] : [{ ...picking, text: words.say("selectStart") }]),
			...(isUnheard ? [{ kind: "failed" as const, text: words.say("unheard"), actions: [] }] : []),
		]);
		this.toolbar.show(
			{
				isBusy: status.kind === "busy",
				isZoomed: this.stage.isZoomed,
				hasData: chart !== undefined,
				isMeasuring: this.stage.chart?.isMeasuring === true,
				canSelect: chart?.screen.spans !== undefined,
				isSelecting,
				isTableOpen,
				areOptionsOpen,
				cost: caption.cost,
				savedAs: caption.savedAs,
				following,
			},
			words,
		);
		this.header.update(words);
	}

	/** Updates the strip of a profile that follows the picture. */
	showFollowed(): void {
		const { followed } = this.state.chart ?? {};
		if (followed !== undefined) this.strip.refresh(followed.figures);
	}

	/** Where to go on an axis of time. */
	private showGoTo(): void {
		const { chart, words } = this.state;
		const { bounds, zoomAxis, interval } = chart?.screen ?? {};
		if (zoomAxis === "x" && bounds?.x !== undefined && interval !== undefined)
			this.goTo?.show({ loaded: bounds.x, interval }, words);
		else this.goTo?.hide();
	}

	/** The figures in a strip, and what the colours mean. */
	private showNumbers(): void {
		const { chart, words, theme, view, caption } = this.state;
		if (chart === undefined) {
			this.strip.clear();
			return;
		}
		const look = {
			hidden: view.hidden ?? [],
			canRemove: caption.parts.length > 1,
			isFolded: view.strip === undefined ? undefined : view.strip === "folded",
			theme,
		};
		const figures = chart.followed?.figures ?? chart.figures;
		this.strip.show({ ...chart, figures }, look, words);
	}

	/** Updates the pickers and the source line. */
	private showSource(): void {
		const { shown, chart, view, words, caption } = this.state;
		const [first, ...others] = shown?.parts ?? [];
		if (shown === undefined || first === undefined) {
			this.pickers.hide();
			this.footnote.clear();
			return;
		}
		const layout = chart?.layout ?? layoutOf(shown.parts, view);
		const isOnly = shown.results.length === 1;
		this.pickers.show(first, layoutsOf(shown.parts), layout, view, words, isOnly);
		this.footnote.show(caption, [first, ...others], view, words);
	}

	/** The table beside the chart, or what stands in the chart's place. */
	private showStage(): void {
		const { shown, chart, words, isTableOpen } = this.state;
		const content = shown?.content;
		if (content?.state === "empty") {
			const actions = content.actions.map((id) =>
				this.action(id, id === "changeRange" || id === "editQuery" ? id : "refresh"),
			);
			this.stage.showMessage("empty", content.text, actions);
		} else if (content === undefined) this.showPlaceholder();
		this.stage.setTable(isTableOpen ? chart : undefined, words);
	}

	private showPlaceholder(): void {
		const { stage } = this;
		const { status, words } = this.state;
		if (status.kind === "busy") {
			const text = status.text === "" ? words.say("loading") : status.text;
			stage.showLoading(text, this.action("cancel", "cancel"));
		} else if (status.kind === "failed") stage.showMessage("failed", status.text, status.actions);
		else stage.showMessage("empty", words.say("emptyPanel"), [this.action("refresh", "refresh")]);
	}

	private showOptions(): void {
		const { areOptionsOpen, optionsMakers: makers, chart, shown } = this.state;
		if (!areOptionsOpen || makers === undefined || chart === undefined || shown === undefined) {
			this.optionsRoom.hidden = true;
			return;
		}
		const { words, view, caption } = this.state;
		const { choose, toggleOptions } = this.hooks;
		this.form ??= new makers.OptionsForm(this.optionsRoom, choose, toggleOptions);
		const { parts } = shown;
		const refused = caption.volumeRefused;
		const controls = makers.controlsOf(chart, parts, view, words, refused, CONTROL_TOOLS);
		const buttons = makers.optionButtons(chart, parts, caption, CONTROL_TOOLS).map((id) => ({
			id,
			label: words.say(id),
			press: () => {
				if (id !== "showKeys") this.hooks.act(id);
				else
					this.hooks.withHand(({ KeyHelp }) => {
						this.stage.toggleHelp(words, KeyHelp);
					});
			},
		}));
		this.form.show(controls, buttons, words);
	}

	private action(
		id: ActionId,
		label: "refresh" | "cancel" | "changeRange" | "editQuery",
	): MessageAction {
		return { id, label: this.state.words.say(label) };
	}
}
