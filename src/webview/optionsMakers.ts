/* What the choices beside a chart are made of: loaded when somebody opens them. */
export { controlsOf, optionButtons } from "./content/controls";
export { OptionsForm } from "./widgets/optionsForm";
