/** User settings that send both providers' requests to the loopback services. */
export function customOrigins({ kiyotakaOrigin, kaikoOrigin }) {
	return {
		"valueArea.kiyotaka.host": "custom",
		"valueArea.kiyotaka.customOrigin": kiyotakaOrigin,
		"valueArea.kaiko.region": "custom",
		"valueArea.kaiko.customOrigin": kaikoOrigin,
	};
}
