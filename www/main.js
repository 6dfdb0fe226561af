// Starts the page: loads the checker, then hands over to the app.

import { h, fill, settings } from "./dom.js";
import { STRINGS } from "./strings.js";
import { start } from "./app.js";

const root = document.getElementById("app");
const t = STRINGS[settings.get("lang") === "en" ? "en" : "zh"];
fill(root, h("p", { class: "loading" }, t.loading));

try {
  const checker = await import("../gouji-web.js");
  await checker.default();
  start(root, checker);
} catch (error) {
  console.error(error);
  fill(root, h("p", { class: "loading" }, t.noWasm));
}
