import type { ViewOptions } from "../core/query/viewOptions";
import { openResult } from "../core/result/openResult";
import { grownResult } from "../core/result/grownResult";
import { joinResult } from "../core/result/packedResult";
import { isExtreme } from "../core/vwap/anchors";
import type { CopyWish } from "../core/table/copyWish";
import type { Handlers, HostToWebview, WebviewToHost } from "../protocol/messages";
import type { Cursor, AxisRanges } from "./charts/screen";
import { type Choices, withChoices } from "./content/control";
import type { ChartContent } from "./content/types";
import { Copies } from "./copies";
import { FollowSpeech, movedOn } from "./following";
import type { Handwork } from "./hand/handwork";
import { Hearing } from "./hearing";
import { type Host, describe } from "./host";
import { Linking } from "./linking";
import { recallZoom } from "./memory";
import { PageState, type Shown } from "./pageState";
import type { PageHooks, Widgets } from "./pageWidgets";
import { isLate } from "./content/content";
import {
	CHECK_PART,
	HAND_PART,
	type HandMakers,
	OPTIONS_PART,
	type PagePart,
	TABLE_PART,
} from "./parts";
import { Pictures } from "./pictures";
import type { ToolId } from "./widgets/tools";
import type { Surroundings } from "./surroundings";
import { DEFAULT_SETTINGS, type Words } from "./words";

const AGE_EVERY_MS = 60_000;
/** A picture that has not moved for so long rests. */
const REST_MS = 200;
/** How often a chart that is followed says how old it is. */
const FOLLOWED_AGE_EVERY_MS = 5_000;

/** The logic of the page: it carries out what the host and the person ask for. */
export class Page {
	private readonly state: PageState;
	private readonly widgets: Widgets;
	private readonly copies: Copies;
	private readonly pictures: Pictures;
	private readonly hearing: Hearing;
	private readonly linking: Linking;
	private readonly speech = new FollowSpeech();
	/** What is drawn once the part that makes vendor checks is there. */
	private afterCheck: (() => void) | undefined;
	private hand: Handwork | undefined;

	/** Ends the wait for the picture to rest. */
	private stopRest: (() => void) | undefined;

	/** @param build makes the elements of the page, which show its state and report what a person does */
	constructor(
		private readonly host: Host,
		private readonly around: Surroundings,
		build: (state: PageState, hooks: PageHooks) => Widgets,
	) {
		const theme = around.theme(DEFAULT_SETTINGS.palette);
		this.state = new PageState(recallZoom(host.recall()), theme, () => around.hasScreenReader());
		this.linking = new Linking(this.state, host);
		this.widgets = build(this.state, {
			act: (id) => {
				this.ask({ id });
			},
			press: (tool) => {
				this.press(tool);
			},
			changeView: (view) => {
				this.changeView(view);
			},
			choose: (choices) => {
				this.choose(choices);
			},
			toggleOptions: () => {
				this.toggleOptions();
			},
			toggleHidden: (id) => {
				this.toggleHidden(id);
			},
			removeMarket: (part) => {
				this.ask({ id: "removeMarket", part });
			},
			copyFigure: ({ copied, label }, onCopied) => {
				this.copies.ask({ kind: "value", text: copied }, () => {
					onCopied();
					this.say("copied", label);
				});
			},
			onZoom: (view) => {
				this.rememberZoom(view);
				this.linking.looked(view);
				this.widgets.goTo?.moved();
			},
			onPoint: (cursor) => {
				this.linking.pointed(cursor);
				if (cursor?.time !== undefined) this.hand?.showSelecting(cursor.time);
			},
			withHand: (call) => {
				this.withHand((_, makers) => {
					call(makers);
				});
			},
			withTables: (call) => {
				this.withPart(TABLE_PART, call);
			},
			onSpan: (wish) => {
				this.withHand((hand) => {
					hand.changeSpan(wish);
				});
			},
			onAnchor: (wish) => {
				this.withHand((hand) => {
					hand.changeAnchor(wish);
				});
			},
			onAltClick: (time) => {
				this.withHand((hand) => {
					hand.addAnchor(time);
				});
			},
			isSelecting: () => this.state.isSelecting,
			onPull: () => {
				this.stopSelecting();
			},
			onPaint: () => {
				this.follow();
			},
			onWalk: (spoken) => {
				this.announce(spoken);
			},
			onPick: ({ time }) => {
				if (!this.state.isPicking || time === undefined) return;
				this.withHand((hand) => {
					hand.setAnchor(time);
				});
			},
			onCorner: () => {
				this.say("boxCorner");
			},
			onMeasureCorner: () => {
				this.say("measureCorner");
			},
			onMeasured: (spoken) => {
				if (spoken !== undefined) this.announce(spoken);
				this.widgets.showStatus();
			},
			onRead: (cursor) => {
				this.widgets.follow(cursor);
			},
			onKey: (key, cursor) => this.chartKey(key, cursor),
			onCopyRows: (wish) => {
				this.copyRows(wish);
			},
		});
		this.copies = new Copies(this.state, host, (words) => {
			this.announce(words);
		});
		this.pictures = new Pictures(this.state, this.widgets, host, around);
		const after = (milliseconds: number, call: () => void) => around.after(milliseconds, call);
		this.hearing = new Hearing(after, (isLost) => {
			this.state.isUnheard = isLost;
			if (isLost) this.say("unheard");
			this.widgets.render();
		});
		around.onThemeChange(() => {
			this.applyTheme();
		});
		around.every(AGE_EVERY_MS, () => {
			this.widgets.showStatus();
		});
		around.every(FOLLOWED_AGE_EVERY_MS, () => {
			if (this.state.following.isOn) this.widgets.showStatus();
		});
		around.wear(this.state.theme);
		this.widgets.render();
	}

	readonly handlers: Handlers<HostToWebview> = {
		heard: () => {
			this.hearing.heard();
		},
		settings: (settings) => {
			this.state.setSettings(settings);
			this.applyTheme();
			if (this.state.shown === undefined) this.widgets.render();
			else this.drawAgain();
		},
		caption: ({ caption }) => {
			this.state.caption = caption;
			this.state.forgetOthers();
			this.widgets.render();
		},
		persist: ({ queries, market, view }) => {
			const { state } = this;
			state.queries = queries;
			state.market = market;
			if (view !== undefined) {
				state.view = view.options;
				state.edition = view.edition;
			}
			this.keep();
		},
		busy: ({ text }) => {
			this.setStatus({ kind: "busy", text });
		},
		idle: () => {
			this.setStatus({ kind: "idle" });
		},
		failed: ({ text, actions }) => {
			this.setStatus({ kind: "failed", text, actions });
		},
		show: ({ revision, caption, results }) => {
			const { state } = this;
			// Trades of one's own are read whole each time they are followed.
			const isNews = state.following.isOn && state.caption.market === caption.market;
			state.caption = caption;
			state.status = { kind: "idle" };
			const unpacked = this.unpack(results);
			if (unpacked === undefined) return;
			if (isNews) this.drawNews(revision, unpacked);
			else this.draw(revision, unpacked);
		},
		append: (body) => {
			this.append(body);
		},
		following: (following) => {
			const { state } = this;
			const before = state.following;
			state.following = following;
			this.widgets.showStatus();
			const { speech } = this;
			const spoken =
				speech.ofSwitch(before, following, state.words) ??
				speech.ofDelay(before, following, Date.now(), state.words);
			if (spoken !== undefined) this.announce(spoken);
		},
		copied: (outcome) => {
			this.copies.answer(outcome);
		},
		pointed: (place) => {
			this.linking.follow(place, this.widgets.stage.chart);
		},
		looked: (looked) => {
			const ranges = this.linking.lookAt(looked, this.widgets.stage.chart);
			if (ranges !== undefined) this.rememberZoom(ranges);
		},
		copyImage: () => {
			this.copyImage();
		},
		picture: (wish) => {
			this.settle();
			this.pictures.send(wish);
		},
	};

	/** Puts the newest intervals of an answer behind those that are shown. */
	private append({ revision, part, caption, news }: HostToWebview["append"]): void {
		const { state } = this;
		const { shown } = state;
		const known = shown?.results[part];
		const grown = known ? grownResult(known, openResult(joinResult(news))) : undefined;
		if (shown === undefined || grown === undefined) {
			// What is here does not fit what came: the host sends all of it to a page that begins.
			this.host.post("ready", {});
			return;
		}
		state.caption = caption;
		this.drawNews(
			revision,
			shown.results.map((one, index) => (index === part ? grown : one)),
		);
	}

	/** Shows what following has brought: a view of the newest goes on with it. */
	private drawNews(revision: number, results: Shown["results"]): void {
		const { state } = this;
		const bounds = state.chart?.screen.bounds.x;
		this.draw(revision, results, () => {
			const next = state.chart?.screen.bounds.x;
			if (bounds && next && state.zoom) state.zoom = movedOn(state.zoom, bounds, next);
		});
		const spoken = this.speech.ofNews(state.chart?.figures[0], Date.now(), state.words);
		if (spoken !== undefined) this.announce(spoken);
	}

	private unpack(results: HostToWebview["show"]["results"]): Shown["results"] | undefined {
		try {
			return results.map((one) => one && openResult(joinResult(one)));
		} catch (error) {
			const { say } = this.state.words;
			this.host.post("problem", { message: describe(error) });
			this.state.shown = undefined;
			this.setStatus({
				kind: "failed",
				text: say("cannotRead"),
				actions: [{ id: "refresh", label: say("refresh") }],
			});
			return undefined;
		}
	}

	/**
	 * Builds and paints everything for the answers, then tells the host.
	 *
	 * @param beforePaint called once it is known what will be painted; the chart that is there is then painted with the next
	 * frame
	 */
	private draw(revision: number, results: Shown["results"], beforePaint?: () => void): void {
		const { state, widgets } = this;
		if (isLate(results, state.view) && state.check === undefined) {
			this.afterCheck = () => {
				this.draw(revision, results, beforePaint);
			};
			this.loadCheck();
			return;
		}
		const content = state.show(revision, results);
		beforePaint?.();
		if (content.state === "chart") {
			const isSoon = beforePaint !== undefined;
			widgets.stage.draw(content, state.theme, state.words, state.zoomOf(content), isSoon);
		}
		widgets.render();
		this.around.nextFrame(() => {
			this.tellDrawn();
		});
	}

	/** Loads the part of the page that makes vendor checks, cross-checks and compared lines; then what waits for it is drawn. */
	private loadCheck(): void {
		const { state } = this;
		const loading = { kind: "busy", text: "" } as const;
		this.setStatus(loading);
		const done = (draw?: () => void) => {
			if (state.status === loading) this.setStatus({ kind: "idle" });
			this.afterCheck = undefined;
			draw?.();
		};
		this.withPart(
			CHECK_PART,
			(check) => {
				state.check = check;
				done(this.afterCheck);
			},
			done,
		);
	}

	/** Calls back with what a part has made: at once where it is there, else once it is loaded. */
	private withPart<Made extends object>(
		part: PagePart<Made>,
		call: (made: Made) => void,
		failed: () => void = () => undefined,
	): void {
		const { parts } = this.around;
		const made = parts.made(part);
		if (made !== undefined) call(made);
		else
			parts.load(part).then(call, () => {
				this.host.post("partMissing", { file: part.file });
				failed();
			});
	}

	/** The same with what does on the chart what a person wants there. */
	private withHand(call: (hand: Handwork, makers: HandMakers) => void): void {
		this.withPart(HAND_PART, (makers) => {
			const { state, widgets } = this;
			this.hand ??= new makers.Handwork({
				state,
				surface: () => widgets.stage.chart,
				choose: (choices) => {
					this.choose(choices);
				},
				announce: (words) => {
					this.announce(words);
				},
			});
			widgets.useHand(makers);
			call(this.hand, makers);
		});
	}

	private tellDrawn(): void {
		const { shown } = this.state;
		if (shown === undefined) return;
		const { revision } = shown;
		this.around.markDrawn(revision);
		this.host.post("drawn", { revision });
		// Nobody has waited for them until here.
		if (this.hand !== undefined) return;
		this.withHand(() => undefined);
		this.withPart(TABLE_PART, () => undefined);
	}

	private drawAgain(): void {
		const { shown } = this.state;
		if (shown !== undefined) this.draw(shown.revision, shown.results);
	}

	/** Asks the host for what a person wants. */
	private ask(action: WebviewToHost["action"]): void {
		this.host.post("action", action);
		this.hearing.asked();
	}

	private setStatus(status: PageState["status"]): void {
		this.state.status = status;
		this.widgets.render();
	}

	private press(tool: ToolId): void {
		const { refusal, isOn } = this.state.following;
		if (tool === "follow" && !isOn && refusal !== undefined) {
			this.announce(refusal);
			return;
		}
		if (tool === "resetZoom") this.widgets.stage.resetZoom();
		else if (tool === "measure") this.toggleMeasure();
		else if (tool === "copyImage") this.copyImage();
		else if (tool === "select") this.toggleSelecting();
		else if (tool === "options") this.toggleOptions();
		else if (tool === "table") {
			// The explanation is shown in place of the table, so closing the table closes both.
			this.choose({ explain: undefined, table: !this.state.isTableOpen });
		} else this.ask({ id: tool });
	}

	private copyImage(): void {
		this.settle();
		this.pictures.copy();
	}

	private toggleMeasure(): void {
		const { chart } = this.widgets.stage;
		if (chart === undefined) return;
		chart.isMeasuring = !chart.isMeasuring;
		if (chart.isMeasuring) this.say("measureNow");
		this.widgets.showStatus();
	}

	private toggleOptions(): void {
		const { state, widgets } = this;
		state.areOptionsOpen = !state.areOptionsOpen;
		widgets.render();
		if (!state.areOptionsOpen) widgets.toolbar.focus("options");
		else if (state.optionsMakers !== undefined) widgets.options.focus();
		else this.loadOptions();
	}

	/** Loads what makes the choices; then they are shown, unless somebody has closed them meanwhile. */
	private loadOptions(): void {
		const { state, widgets } = this;
		this.withPart(
			OPTIONS_PART,
			(makers) => {
				state.optionsMakers = makers;
				widgets.render();
				if (state.areOptionsOpen) widgets.options.focus();
			},
			() => {
				state.areOptionsOpen = false;
				widgets.render();
			},
		);
	}

	private toggleHidden(id: string): void {
		const hidden = this.state.view.hidden ?? [];
		const next = hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id];
		this.choose({ hidden: next.length === 0 ? undefined : next });
	}

	private chartKey(key: string, cursor: Cursor | undefined): boolean {
		this.settle();
		const { chart, words, caption } = this.state;
		const hand = (call: (hand: Handwork, makers: HandMakers) => void) => {
			this.withHand(call);
			return true;
		};
		if (key === "?")
			return hand((_, { KeyHelp }) => {
				this.widgets.stage.toggleHelp(words, KeyHelp);
			});
		if (key === "g") return this.widgets.goTo?.focus() ?? hand(() => this.widgets.goTo?.focus());
		if (chart === undefined) return false;
		if (key === "Escape") {
			return this.stopSelecting();
		}
		const { facts, screen } = chart;
		const { spans } = screen;
		if (cursor !== undefined && key === "c") {
			this.copyRows(wishFor(chart, cursor));
			return true;
		}
		const { time } = cursor ?? {};
		if (time === undefined) {
			const keys = [
				...(cursor === undefined ? ["bcm"] : []),
				...(spans === undefined ? [] : ["s"]),
				...(facts.hasVolume === undefined ? [] : ["aA"]),
				...(facts.canCountPercent === true ? ["%"] : []),
			];
			const needsPlace = keys.join("").includes(key);
			if (needsPlace) this.say(cursor === undefined ? "pointFirst" : "pointAtTime");
			return needsPlace;
		}
		if (key === "%" && facts.canCountPercent === true)
			return hand((does) => {
				does.percentAt(time);
			});
		if (key === "a" && facts.hasVolume === false) {
			this.announce(caption.volumeRefused ?? words.say("needsVolume"));
			return true;
		}
		if (key === "a" && facts.hasVolume === true)
			return hand((does) => {
				does.anchorAt(time);
			});
		if (key === "A" && facts.hasVolume !== undefined)
			return hand((does) => {
				does.addAnchorByKey(time);
			});
		if (key === "s" && spans !== undefined)
			return hand((does) => {
				does.selectAt(time, spans);
				this.widgets.showStatus();
			});
		return false;
	}

	/** Gives the start up that a key has set. Returns whether there was one. */
	private stopSelecting(): boolean {
		if (this.state.selectFrom === undefined) return false;
		this.withHand((hand) => {
			hand.stopSelecting();
			this.widgets.showStatus();
		});
		return true;
	}

	private toggleSelecting(): void {
		const { state, widgets } = this;
		state.isSelecting = !state.isSelecting;
		if (state.isSelecting) this.say("selectNow");
		widgets.showStatus();
	}

	private choose(choices: Partial<Choices>): void {
		// A profile of a selection that is yet to be made.
		if (choices.profileOf === "selection" && choices.selected === undefined) {
			if (!this.state.isSelecting) this.toggleSelecting();
			this.widgets.render();
			return;
		}
		this.changeView(withChoices(this.state.view, choices));
	}

	private changeView(view: ViewOptions): void {
		const { state, widgets, host } = this;
		// What a choice beside the chart asks for, which is no place itself: `pick`, `view highestPrice`, `add pick`.
		const [, add, wanted = ""] = /^(add )?(pick|view .+)$/.exec(view.anchor ?? "") ?? [];
		if (wanted !== "") state.isAdding = add !== undefined;
		if (wanted === "pick") {
			state.isPicking = true;
			this.say("pickNow");
			widgets.showStatus();
			return;
		}
		const extreme = wanted.slice("view ".length);
		if (isExtreme(extreme)) {
			this.withHand((hand) => {
				hand.anchorAtExtreme(extreme);
			});
			return;
		}
		const isQuiet = state.drawsLike(view);
		state.view = view;
		host.post("view", { view, edition: state.edition });
		this.keep();
		if (isQuiet) widgets.render();
		else this.drawAgain();
	}

	/** Follows the frame that has been drawn; once the picture rests, everything else does. */
	private follow(): void {
		const { state } = this;
		const { chart } = state;
		this.stopRest?.();
		this.stopRest = undefined;
		if (chart?.followed === undefined) return;
		state.seen = { key: chart.zoomKey, x: chart.followed.shown };
		this.widgets.showFollowed();
		// A selection that is pulled is kept when it is let go.
		if (state.view.profileOf !== "visible") return;
		const { followed } = chart;
		this.stopRest = this.around.after(REST_MS, () => {
			this.widgets.showFollowed();
			if (followed.isSettled) followed.prepare();
			else this.settle();
		});
	}

	/** Makes table, explanation and copies those of the stretch in the picture. */
	private settle(): void {
		this.stopRest?.();
		this.stopRest = undefined;
		if (this.state.view.profileOf === "visible" && this.state.chart?.followed?.isSettled === false)
			this.drawAgain();
	}

	private rememberZoom(view: AxisRanges): void {
		const { state } = this;
		if (state.chart === undefined) return;
		const isWhole = view.x === undefined && view.y === undefined;
		state.zoom = isWhole ? undefined : { key: state.chart.zoomKey, ...view };
		this.keep();
		this.widgets.showStatus();
	}

	private keep(): void {
		const { memory } = this.state;
		if (memory !== undefined) this.host.keep(memory);
	}

	private copyRows(wish: CopyWish): void {
		this.settle();
		this.copies.ask(wish, (rows) => {
			const { say, full } = this.state.words;
			this.announce(rows === 1 ? say("rowCopied") : say("tableRowsCopied", full(rows)));
		});
	}

	private announce(words: string): void {
		this.widgets.live.announce(words);
	}

	private say(...sentence: Parameters<Words["say"]>): void {
		this.announce(this.state.words.say(...sentence));
	}

	private applyTheme(): void {
		const { state, widgets, around } = this;
		state.theme = around.theme(state.palette);
		around.wear(state.theme);
		widgets.stage.setTheme(state.theme);
		if (state.shown !== undefined) widgets.render();
	}
}

/** What to copy for a cursor: the rows of the tables that hold its numbers. */
function wishFor({ screen, table, layout }: ChartContent, cursor: Cursor): CopyWish {
	const place = screen.numbersAt(cursor);
	if ("profile" in place) return { kind: "bar", ...place };
	const { time, row } = place;
	return row === undefined
		? { kind: "moment", table: layout === "profile" ? "intervals" : table.name, time }
		: { kind: "cell", time, row };
}
