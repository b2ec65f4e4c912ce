import { Chart } from "chart.js";
import { NoElement } from "./directController";
import { ProfileController } from "./profileController";
import { ValueAxis } from "./valueAxis";
import { VwapController } from "./vwapController";

// By name: the parts that nobody draws with stay out of the bundle.
Chart.register(NoElement, ProfileController, VwapController, ValueAxis);

export { Chart };
