// A button for what cannot be taken back: where something would be lost it asks, in its own place, to be pressed once more.

import { h } from "./dom.js";

/**
 * @param {() => boolean} loses whether something would be lost now
 * @param sure what it says then
 */
export function twice(label, loses, sure, act) {
  const button = h("button", { type: "button", class: "quiet" }, label);
  let asked = false;
  button.addEventListener("click", () => {
    if (asked || !loses()) {
      act();
      return;
    }
    asked = true;
    button.textContent = sure;
    button.classList.add("sure");
  });
  button.addEventListener("blur", () => {
    asked = false;
    button.textContent = label;
    button.classList.remove("sure");
  });
  return button;
}
