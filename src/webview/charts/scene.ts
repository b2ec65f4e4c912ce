import type {
	CartesianScaleOptions,
	Chart,
	ControllerDatasetOptions,
	CoreChartOptions,
} from "chart.js";
import type { LineData } from "../../core/chart/lineTrace";
import type { ProfileBars } from "../../core/chart/profileBars";
import type { ProfileModel } from "../../core/chart/profileModel";
import type { Frame } from "./frame";

/** What a controller paints: columns that stay, and the frame that changes with every move. */
export type Scene = ProfileScene | VwapScene;

export interface ProfileScene {
	readonly kind: "volumeProfile";
	frame: Frame;
	readonly model: ProfileModel;
	/** Rows joined into bars for the current frame. */
	bars: ProfileBars;
}

export interface VwapScene {
	readonly kind: "vwap";
	frame: Frame;
	readonly line: LineData;
	/** Whether the last point is of an interval that is still in progress. */
	readonly isOpen: boolean;
}

interface DirectType<Kind extends "volumeProfile" | "vwap", SceneOfKind> {
	chartOptions: CoreChartOptions<Kind>;
	datasetOptions: ControllerDatasetOptions & { scene: SceneOfKind };
	defaultDataPoint: number;
	metaExtensions: object;
	parsedDataType: unknown;
	scales: "valueAxis";
}

declare module "chart.js" {
	interface CartesianScaleTypeRegistry {
		valueAxis: { options: CartesianScaleOptions };
	}
	interface ChartTypeRegistry {
		volumeProfile: DirectType<"volumeProfile", ProfileScene>;
		vwap: DirectType<"vwap", VwapScene>;
	}
}

function hasScene(dataset: object): dataset is { scene: Scene } {
	return "scene" in dataset;
}

function sceneOf(dataset: object): Scene {
	if (!hasScene(dataset)) throw new TypeError("The data set has no scene.");
	return dataset.scene;
}

/** The frame that a chart is to paint. */
export function frameOf(chart: Pick<Chart, "data">): Frame {
	const [dataset] = chart.data.datasets;
	return sceneOf(dataset ?? {}).frame;
}

export function profileSceneOf(dataset: object): ProfileScene {
	const scene = sceneOf(dataset);
	if (scene.kind !== "volumeProfile") throw new TypeError("The scene is not of a profile.");
	return scene;
}

export function vwapSceneOf(dataset: object): VwapScene {
	const scene = sceneOf(dataset);
	if (scene.kind !== "vwap") throw new TypeError("The scene is not of a VWAP.");
	return scene;
}
