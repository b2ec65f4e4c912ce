/** Id of the data set that ships with the product. */
export const SAMPLE_DATASET = "sample";
