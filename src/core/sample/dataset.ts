/** Id of the data set that ships with the product. */
export const SAMPLE_DATASET = "sample";
/** The same instruments at another venue, which ships with it. */
export const SECOND_SAMPLE_DATASET = "sample-b";
