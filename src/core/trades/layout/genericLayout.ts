import { type Text, text } from "../../text";
import type { ColumnFacts } from "./columnFacts";
import {
	isOtherPrice,
	isOtherTime,
	isVenueTime,
	nameFit,
	nameWords,
	namesCandles,
	namesOrderBook,
	namesVenue,
	plainName,
	type Role,
	zonesInName,
} from "./columnNames";
import type { Body, Draft, SaidColumns } from "./draft";
import { refOf } from "./head/headTable";
import { hasZone, isDateNumber } from "./numbers";
import {
	isTypeOfSide,
	maySaySides,
	NOBODY,
	sideQuestion,
	sideRuleOf,
	tellsSomeSides,
} from "./sideRule";
import { unitNotes } from "./known/sources";
import type { Choice, Question, QuestionId, Refusal } from "./understood";

/*
 * Layouts of nobody in particular: columns by their names, and by their values where there are no names. What
 * neither tells is asked.
 */

/** Rows that have to agree before values alone decide something. */
const ENOUGH_ROWS = 5;
/** How much more sizes differ among each other than prices of one instrument do. */
const MUCH_MORE = 3;

/** Files that look like tapes and are none. */
export function refusedKind(body: Body): Refusal | undefined {
	if (body.isNamed) {
		if (namesCandles(body.names)) return body.words.candles();
		return namesOrderBook(body.names) ? body.words.orderBook() : undefined;
	}
	return body.facts.length === 12 || hasCandleRows(body) ? body.words.candles() : undefined;
}

/** Four prices side by side of which the second is always the highest and the third the lowest. */
function hasCandleRows({ facts }: Body): boolean {
	if (facts.length < 5) return false;
	return facts.some((_, from) => {
		const four = facts.slice(from, from + 4);
		if (four.length < 4 || four.some((one) => !one.isNumber || one.isEpoch)) {
			return false;
		}
		const [open = [], high = [], low = [], close = []] = four.map(({ filled }) =>
			filled.map(Number),
		);
		const isCandle = (at: number) => {
			const [o = 0, h = 0, l = 0, c = 0] = [open[at], high[at], low[at], close[at]];
			return h >= Math.max(o, l, c) && l <= Math.min(o, c) && l > 0 && h < 2 * l;
		};
		return high.length > 0 && high.every((_value, at) => isCandle(at));
	});
}

interface Candidate {
	readonly facts: ColumnFacts;
	readonly fit: number;
}

class GenericColumns {
	readonly columns: Partial<Record<Role, number>> = {};
	readonly questions: Question[] = [];
	readonly notes: Text[] = [];

	constructor(
		private readonly body: Body,
		private readonly said: SaidColumns,
	) {
		Object.assign(this.columns, said);
	}

	nameOf(position: number): string {
		return this.body.names[position] ?? "";
	}

	private isTaken(position: number): boolean {
		return Object.values(this.columns).includes(position);
	}

	private free(holds: (facts: ColumnFacts) => boolean): readonly ColumnFacts[] {
		return this.body.facts.filter((facts) => !this.isTaken(facts.position) && holds(facts));
	}

	/** Columns whose names fit a role, best first. */
	private named(role: Role, holds: (facts: ColumnFacts) => boolean): readonly Candidate[] {
		if (!this.body.isNamed) return [];
		return this.free((facts) => facts.filled.length === 0 || holds(facts))
			.map((facts) => ({ facts, fit: nameFit(this.nameOf(facts.position), role) }))
			.filter(({ fit }) => fit > 0)
			.sort((a, b) => b.fit - a.fit);
	}

	/** Takes the only candidate, or asks among several. */
	private choose(
		role: Role & QuestionId,
		candidates: readonly ColumnFacts[],
		sentence: Question["sentence"],
		recommended?: ColumnFacts,
	): void {
		const [first] = candidates;
		if (first === undefined) return;
		this.columns[role] = (recommended ?? first).position;
		if (candidates.length === 1) return;
		const choices = candidates.map(({ position, filled }): Choice => ({
			label: text("Column {0}", this.nameOf(position)),
			examples: filled.slice(0, 3),
			answer: { columns: { [role]: refOf(this.body.table, position) } },
		}));
		this.questions.push({
			id: role,
			sentence,
			choices,
			...(recommended === undefined ? {} : { recommended: candidates.indexOf(recommended) }),
		});
	}

	time(): void {
		if (this.columns.time !== undefined) return;
		const isTime = (facts: ColumnFacts) => facts.isEpoch || facts.isMoment;
		const named = this.named(
			"time",
			(facts) => isTime(facts) || (facts.isNumber && !facts.filled.every(isDateNumber)),
		);
		const sure = named.filter(({ facts }) => isTime(facts));
		const candidates = (sure.length > 0 ? sure : named).map(({ facts }) => facts);
		const found = candidates.length > 0 ? candidates : this.unusualTimes(isTime);
		const [first, second] = found;
		// A number and a text that both tell the time: the number is read faster and tells as much.
		const isTwice =
			found.length === 2 &&
			first !== undefined &&
			second !== undefined &&
			first.isEpoch !== second.isEpoch;
		const one = isTwice ? (first.isEpoch ? first : second) : undefined;
		const exact = named.filter(({ fit }) => fit === 2);
		this.choose(
			"time",
			one === undefined ? found : [one],
			text("Which column says when the trade took place?"),
			exact.length === 1 ? exact[0]?.facts : this.venueTime(found),
		);
	}

	private venueTime(times: readonly ColumnFacts[]): ColumnFacts | undefined {
		const own = times.filter(({ position }) => isVenueTime(this.nameOf(position)));
		return own.length === 1 ? own[0] : undefined;
	}

	/** Times by their values, or under a name such as `local_time` that is not the first to be thought of. */
	private unusualTimes(isTime: (facts: ColumnFacts) => boolean): readonly ColumnFacts[] {
		if (this.body.isNamed) {
			return this.free((facts) => isTime(facts) && isOtherTime(this.nameOf(facts.position)));
		}
		const times = this.free(isTime);
		const others = times.filter((facts) => !this.countsOneByOne(facts));
		return others.length > 0 ? others : times;
	}

	/** Ids that happen to have as many digits as a time. */
	private countsOneByOne({ filled, isCounting }: ColumnFacts): boolean {
		const isNext = (value: string, at: number) =>
			at === 0 || Math.abs(Number(value) - Number(filled[at - 1])) === 1;
		return isCounting && filled.every(isNext);
	}

	price(): void {
		if (this.columns.price !== undefined) return;
		const named = this.named("price", ({ isNumber }) => isNumber);
		const exact = named.filter(({ fit }) => fit === 2).map(({ facts }) => facts);
		this.choose(
			"price",
			named.map(({ facts }) => facts),
			text("Which column holds the price of the trade?"),
			exact.length === 1 ? exact[0] : undefined,
		);
		if (named.length > 0) return;
		if (!this.body.isNamed) return this.unnamedPrice();
		const others = this.free(
			({ position, isNumber }) => isNumber && isOtherPrice(this.nameOf(position)),
		);
		if (others.length > 1) {
			this.choose("price", others, text("Which column holds the price of the trade?"));
		}
	}

	/** Numbers that may be prices or sizes where no column has a name. */
	private unnamedNumbers(): readonly ColumnFacts[] {
		const numbers = this.free(
			(facts) => facts.isNumber && !facts.isEpoch && !this.isFlagLike(facts) && facts.spread >= 1,
		);
		const others = numbers.filter((facts) => !facts.isCounting);
		return others.length >= 2 ? others : numbers;
	}

	/** `0/1`, `1/2`, `±1`: sides, or something else that is no number of trades. */
	private isFlagLike({ isInteger, words }: ColumnFacts): boolean {
		return isInteger && words.every((word) => ["0", "1", "2", "-1"].includes(word));
	}

	private unnamedPrice(): void {
		const numbers = this.unnamedNumbers();
		const [first, second] = numbers;
		if (first === undefined || second === undefined) return;
		const rows = first.filled.length;
		const steady = numbers.toSorted((a, b) => a.spread - b.spread);
		const isClear =
			rows >= ENOUGH_ROWS && (steady[1]?.spread ?? 1) > MUCH_MORE * (steady[0]?.spread ?? 1);
		// Price before size is what everybody writes; where the values say so too, there is nothing to ask.
		const isUsual = numbers.length === 2 && isClear && steady[0] === first;
		this.choose(
			"price",
			isUsual ? [first] : numbers,
			text("The columns have no names. Which one holds the price?"),
			isClear ? steady[0] : undefined,
		);
	}

	size(): void {
		if (this.columns.size !== undefined) return;
		const named = this.named("size", ({ isNumber }) => isNumber);
		const sentence = text("Which column holds the size of the trade?");
		if (!this.body.isNamed) {
			this.choose("size", this.unnamedNumbers(), sentence);
			return;
		}
		const candidates = named.map(({ facts }) => facts);
		const base = candidates.find((one) => candidates.some((other) => this.isValueOf(other, one)));
		const exact = named.filter(({ fit }) => fit === 2).map(({ facts }) => facts);
		const [value, ...more] = candidates.filter((one) => one !== base);
		if (base !== undefined && value !== undefined && more.length === 0) {
			this.notes.push(
				text(
					"The column {0} is size times price in every row and is left aside.",
					this.nameOf(value.position),
				),
			);
			return this.choose("size", [base], sentence);
		}
		this.choose("size", candidates, sentence, base ?? (exact.length === 1 ? exact[0] : undefined));
	}

	/** Whether a column is another one times the price, in every row. */
	private isValueOf(value: ColumnFacts, size: ColumnFacts): boolean {
		const price = this.body.facts[this.columns.price ?? -1];
		if (price === undefined || value === size || value.filled.length < ENOUGH_ROWS) return false;
		return value.filled.every((amount, at) => {
			const product = Number(price.filled[at]) * Number(size.filled[at]);
			return Math.abs(product - Number(amount)) <= 1e-4 * Math.abs(product);
		});
	}

	side(): Draft["side"] {
		const position = this.said.side ?? this.sideColumn();
		if (position === undefined) return this.signRule();
		this.columns.side = position;
		const facts = this.body.facts[position];
		const name = this.nameOf(position);
		if (facts === undefined) return NOBODY;
		const rule = sideRuleOf(name, facts);
		if (rule === undefined) this.questions.push(sideQuestion(name, facts));
		return rule ?? NOBODY;
	}

	private sideColumn(): number | undefined {
		if (this.body.isNamed) {
			const named = this.named("side", maySaySides);
			const likely = named.filter(
				({ facts }) => plainName(this.nameOf(facts.position)) !== "type" || isTypeOfSide(facts),
			);
			const flags = this.free(
				(facts) => sideRuleOf(this.nameOf(facts.position), facts) !== undefined,
			);
			const flag = flags.find(({ isBoolean, filled }) => isBoolean && filled.length > 0);
			const known = likely.find(({ facts }) => facts.isSide && facts.filled.length > 0);
			const partly = likely.find(({ facts }) => tellsSomeSides(facts));
			return (known?.facts ?? flag ?? partly?.facts ?? likely[0]?.facts)?.position;
		}
		const words = this.free(({ isSide, filled }) => isSide && filled.length > 0);
		const flags = this.free((facts) => facts.isBoolean || this.isFlagLike(facts));
		return (words[0] ?? flags[0])?.position;
	}

	/** Sizes of which about half are below zero say the side by their sign. */
	private signRule(): Draft["side"] {
		const size = this.body.facts[this.columns.size ?? -1];
		const share = size === undefined ? 0 : size.negatives / size.filled.length;
		return share > 0.2 && share < 0.8 ? { of: "amountSign" } : NOBODY;
	}

	symbol(): void {
		if (this.columns.symbol !== undefined) return;
		const [best] = this.named("symbol", ({ isBoolean, isMoment }) => !isBoolean && !isMoment);
		if (best !== undefined) {
			this.columns.symbol = best.facts.position;
			return;
		}
		if (this.body.isNamed) return;
		const texts = this.free(
			({ isNumber, isMoment, isBoolean, words, filled }) =>
				!isNumber &&
				!isMoment &&
				!isBoolean &&
				words.length > 0 &&
				filled.every((value) => /^[A-Z0-9][\w:/.-]{1,31}$/.test(value)),
		).filter(
			({ filled, words }) =>
				words.length <= Math.max(1, filled.length / 4) &&
				filled.every((value) => /[A-Z]{2}/.test(value)),
		);
		const [first] = texts;
		if (first === undefined) return;
		this.columns.symbol = first.position;
		if (first.words.length === 1) return;
		this.questions.push({
			id: "symbol",
			sentence: text(
				"Column {0} holds several words. Are they the instruments of the file?",
				this.nameOf(first.position),
			),
			choices: [
				{
					label: text("Yes, one instrument each"),
					examples: [...new Set(first.filled)].slice(0, 5),
					answer: { columns: { symbol: refOf(this.body.table, first.position) } },
				},
			],
			recommended: 0,
		});
	}

	id(): void {
		if (this.columns.id !== undefined) return;
		const [named] = this.named("id", () => true);
		const counting = this.body.isNamed ? undefined : this.free(({ isCounting }) => isCounting)[0];
		const position = named?.facts.position ?? counting?.position;
		if (position !== undefined) this.columns.id = position;
	}
}

/** Columns by their names and values, with what has to be asked. */
export function genericLayout(body: Body, said: SaidColumns): Draft {
	const found = new GenericColumns(body, said);
	found.time();
	found.price();
	found.size();
	const side = found.side();
	found.symbol();
	found.id();
	const draft: Draft = {
		source: "generic",
		sourceName: body.isNamed
			? text("Trades of no known source, by the names of the columns")
			: text("Trades of no known source, by what is in the columns"),
		names: body.names,
		columns: found.columns,
		side,
		zone: "UTC",
		priceScale: 0,
		sizeUnit: unitInName(found.columns.size === undefined ? "" : found.nameOf(found.columns.size)),
		notes: found.notes,
		questions: found.questions,
	};
	draft.notes.push(...unitNotes(draft.sizeUnit));
	addTrades(draft, body);
	addTime(draft, body);
	return draft;
}

function unitInName(name: string): string {
	return nameWords(name).some((word) => word === "contracts" || word === "lots")
		? "contracts"
		: "base";
}

/** Ids of the first and last trade of a row that adds up several. */
function addTrades(draft: Draft, { isNamed, names }: Body): void {
	if (!isNamed) return;
	const at = (...wanted: readonly string[]) =>
		names.findIndex((name) => wanted.includes(plainName(name)));
	const first = at("firsttradeid", "firstid");
	const last = at("lasttradeid", "lastid");
	if (first !== -1 && last !== -1) draft.trades = { first, last };
}

const UNIT_WORDS: Readonly<Record<string, NonNullable<Draft["timeUnit"]>>> = {
	s: "s",
	sec: "s",
	seconds: "s",
	ms: "ms",
	millis: "ms",
	milliseconds: "ms",
	us: "us",
	micros: "us",
	microseconds: "us",
	ns: "ns",
	nanos: "ns",
	nanoseconds: "ns",
};

function addTime(draft: Draft, body: Body): void {
	const facts = body.facts[draft.columns.time ?? -1];
	const name = body.names[draft.columns.time ?? -1] ?? "";
	if (facts === undefined) return;
	if (facts.isMoment) addZone(draft, facts, name);
	if (facts.isEpoch || facts.isMoment || !facts.isNumber) return;
	const word = nameWords(name).find((one) => Object.hasOwn(UNIT_WORDS, one));
	const unit = word === undefined ? undefined : UNIT_WORDS[word];
	if (unit !== undefined) draft.timeUnit = unit;
	else {
		const question = unitQuestion(facts);
		draft.questions.push(question);
		const likely = question.choices[question.recommended ?? -1]?.answer.timeUnit;
		if (likely !== undefined) draft.timeUnit = likely;
	}
}

/** Years that markets with electronic trades have seen, and some to come. */
const FIRST_YEAR = 1985;
const LAST_YEAR = 2100;
const PER_SECOND = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;

/** The year that a number would fall in, counted in a unit. */
function yearOf(value: number, unit: keyof typeof PER_SECOND): number {
	return 1970 + value / PER_SECOND[unit] / 31_556_952;
}

/** Asks what times count that do not say it by their size. */
export function unitQuestion({ filled: [example = "0"] }: ColumnFacts): Question {
	const units = ["s", "ms", "us", "ns"] as const;
	const labels = {
		s: text("Seconds since 1970"),
		ms: text("Milliseconds since 1970"),
		us: text("Microseconds since 1970"),
		ns: text("Nanoseconds since 1970"),
	};
	const likely = units.filter((unit) => {
		const year = yearOf(Number(example), unit);
		return year > FIRST_YEAR && year < LAST_YEAR;
	});
	return {
		id: "timeUnit",
		sentence: text("Times like {0} do not say their unit. What are they counted in?", example),
		choices: units.map((unit) => ({
			label: labels[unit],
			examples: [dayOf(Number(example) / PER_SECOND[unit])],
			answer: { timeUnit: unit },
		})),
		...(likely.length === 1 && likely[0] !== undefined
			? { recommended: units.indexOf(likely[0]) }
			: {}),
	};
}

function dayOf(seconds: number): string {
	return Math.abs(seconds) < 8.64e12 ? new Date(seconds * 1_000).toISOString() : String(seconds);
}

function addZone(draft: Draft, { filled }: ColumnFacts, name: string): void {
	if (filled.every(hasZone)) return;
	const zones = zonesInName(name);
	if (zones === undefined) {
		draft.notes.push(text("Times name no zone and are read as UTC."));
		return;
	}
	const choices = [...zones, "UTC"].map((zone): Choice => ({
		label: text("Time in {0}", zone),
		examples: filled.slice(0, 1),
		answer: { zone },
	}));
	draft.questions.push({
		id: "zone",
		sentence: text(
			"The column {0} hints at another zone than UTC. Which zone are its times in?",
			name,
		),
		choices,
		...(zones.length === 1 ? { recommended: 0 } : {}),
	});
}

/** Venues in one file are one market only if somebody says so. */
export function addVenues(draft: Draft, body: Body): void {
	if (!body.isNamed) return;
	const position = body.names.findIndex(namesVenue);
	const venues = [...new Set(body.facts[position]?.filled ?? [])];
	if (venues.length < 2) return;
	const ref = refOf(body.table, position);
	draft.questions.push({
		id: "exchange",
		sentence: body.words.severalVenues,
		choices: [
			// All of them are a list of those that are known.
			...(body.table.hasMore?.has(position) === true
				? []
				: [
						{
							label: text("All of them together"),
							examples: venues.slice(0, 5),
							answer: { only: { column: ref, values: venues } },
						},
					]),
			...venues.map((venue): Choice => ({
				label: text("{0} alone", venue),
				examples: [],
				answer: { only: { column: ref, values: [venue] } },
			})),
		],
	});
}
