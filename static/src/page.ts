// What every page runs: its styles and the theme switch.
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/handbook.css";
import { startThemeSwitch } from "./theme";

startThemeSwitch(document.querySelector<HTMLButtonElement>("[data-theme-switch]"));
