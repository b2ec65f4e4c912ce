/* What makes tables of numbers, and shows them: loaded once the first chart is drawn. */
export * from "./content/profile/profileTables";
export * from "./content/vendorCheck/checkTables";
export * from "./content/vwap/vwapTables";
export { NumbersTable } from "./widgets/table";
