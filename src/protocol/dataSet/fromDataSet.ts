import * as read from "../../core/reader";
import { DATA_SET_ID_LENGTH, isDataSetId } from "../../core/trades/dataSet/dataSetId";
import { type ReadMessage, type Readers, empty, isSmallMessage, readMessage } from "../readMessage";
import { saidLayout, symbol } from "./layoutReader";
import { DATA_SET_ACTIONS, DATA_SET_NAME_LENGTH, type DataSetToHost, FOUND_OUT } from "./messages";

/** Checks what the page of a data set sent: type, shape and size. Nothing but the known fields comes through. */
export function readDataSetMessage(value: unknown): ReadMessage<DataSetToHost> {
	if (!isSmallMessage(value)) return { ok: false, problem: "message too large" };
	return readMessage(value, FROM_DATA_SET);
}

const FROM_DATA_SET: Readers<DataSetToHost> = {
	ready: empty,
	answer: read.fields<DataSetToHost["answer"]>({
		said: saidLayout,
		forget: read.optional(read.list(read.oneOf(FOUND_OUT), FOUND_OUT.length)),
	}),
	rename: read.fields<DataSetToHost["rename"]>({
		name: read.where(read.text(DATA_SET_NAME_LENGTH), (name) => name.trim() !== "", "a name"),
		id: read.optional(read.where(read.text(DATA_SET_ID_LENGTH), isDataSetId, "an id")),
	}),
	open: read.fields<DataSetToHost["open"]>({
		kind: read.oneOf(["volumeProfile", "vwap"]),
		symbol,
	}),
	action: read.fields<DataSetToHost["action"]>({ id: read.oneOf(DATA_SET_ACTIONS) }),
	problem: read.fields<DataSetToHost["problem"]>({ message: read.text(2_000) }),
};
