import { Chart, LinearScale } from "chart.js";
import { MatrixController, type MatrixDataPoint, MatrixElement } from "chartjs-chart-matrix";
import { PLOT_HEIGHT, PLOT_WIDTH, dayAndTime } from "./bare/canvas";
import { gridOf, shade } from "./bare/cells";
import { enter } from "./harness";
import { FEW_TICKS, TUNED, chartCanvasIn } from "./tunedChartjs";

Chart.register(MatrixController, MatrixElement, LinearScale);

interface Cell extends MatrixDataPoint {
	readonly color: string;
}

const isCell = (raw: unknown): raw is Cell =>
	typeof raw === "object" && raw !== null && "color" in raw;

enter({
	timePrice: (room, series) => {
		const { columns, rows, totals, largest, prices, times } = gridOf(series);
		const perColumn = (times[1] - times[0]) / columns;
		const perRow = (prices[1] - prices[0]) / rows;
		const data: Cell[] = [];
		for (let row = 0; row < rows; row++) {
			for (let column = 0; column < columns; column++) {
				const total = totals[row * columns + column] ?? 0;
				if (total === 0) continue;
				data.push({
					x: times[0] + column * perColumn,
					y: prices[0] + row * perRow,
					color: `rgb(${shade(total / largest).join()})`,
				});
			}
		}
		let shown = columns;
		const chart = new Chart<"matrix", Cell[]>(chartCanvasIn(room), {
			type: "matrix",
			data: {
				datasets: [
					{
						data,
						borderWidth: 0,
						backgroundColor: ({ raw }) => (isCell(raw) ? raw.color : "#000"),
						// A pixel over, so that no seam shows between neighbours.
						width: () => PLOT_WIDTH / shown + 1,
						height: () => PLOT_HEIGHT / rows + 1,
						anchorX: "left",
						anchorY: "bottom",
					},
				],
			},
			options: {
				...TUNED,
				scales: {
					x: {
						type: "linear",
						offset: false,
						min: times[0],
						max: times[1],
						ticks: { ...FEW_TICKS, callback: (value) => dayAndTime(Number(value)) },
					},
					y: {
						type: "linear",
						offset: false,
						reverse: false,
						min: prices[0],
						max: prices[1],
						ticks: { sampleSize: 8 },
					},
				},
			},
		});
		return {
			show: (from, to) => {
				shown = columns * (to - from);
				Object.assign(chart.options.scales?.["x"] ?? {}, {
					min: times[0] + (times[1] - times[0]) * from,
					max: times[0] + (times[1] - times[0]) * to,
				});
				chart.update("none");
			},
		};
	},
});
