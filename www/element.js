// <gouji-validator>: the whole checker as one element, in a shadow root of its own. A form control: it
// carries its text under its `name`, and may refuse to be sent.

import { App } from "./app.js";
import STYLE from "./style.css";

/** Made once for all elements; no page's style policy applies to it. */
let sheet = null;
function style() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

/** Outside a browser (Node, rendering on a server) the package is there for its functions alone. */
const Base = globalThis.HTMLElement ?? class {};

export class GoujiValidator extends Base {
  static formAssociated = true;
  static observedAttributes = ["lang", "large", "theme", "heading", "name", "required", "refuse-errors"];

  #internals = this.attachInternals();
  #app;
  #told = null;
  #connected = false;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [style()];
    this.#app = new App(shadow, {
      onReport: (report) => this.#reported(report),
      // The buttons for language and size do what the page could do: the attributes say what is shown.
      onSetting: (name, value) => this.#set(name, value),
    });
    // The box says itself what is missing; the browser's bubble would point at the whole element.
    this.addEventListener("invalid", (event) => {
      event.preventDefault();
      this.#app.refuse(this.#internals.validationMessage);
    });
  }

  connectedCallback() {
    // A text given before the element was defined.
    if (Object.hasOwnProperty.call(this, "value")) {
      const { value } = this;
      delete this.value;
      this.value = value;
    }
    this.#connected = true;
    this.#app.connect(this.#settings());
    this.#validate();
  }

  disconnectedCallback() {
    this.#connected = false;
    this.#app.disconnect();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "required" || name === "refuse-errors") this.#validate();
    else if (this.#connected) this.#app.configure(this.#settings());
  }

  /** The text in the box. */
  get value() {
    return this.#app.value;
  }
  set value(text) {
    this.#app.value = String(text ?? "");
  }

  /** The report on the text; null while there is none (an empty box, or the checker is still loading). */
  get report() {
    return this.#app.report;
  }

  /** Checks the text now and returns its report. */
  check() {
    this.#app.check();
    return this.report;
  }

  /** Opens the next finding, or the previous one. */
  next() {
    this.#app.step(1);
  }
  previous() {
    this.#app.step(-1);
  }

  focus(options) {
    this.#app.focus(options);
  }

  get form() {
    return this.#internals.form;
  }
  get name() {
    return this.getAttribute("name") ?? "";
  }
  set name(name) {
    this.setAttribute("name", name);
  }
  get type() {
    return this.localName;
  }
  get validity() {
    return this.#internals.validity;
  }
  get validationMessage() {
    return this.#internals.validationMessage;
  }
  get willValidate() {
    return this.#internals.willValidate;
  }
  checkValidity() {
    return this.#internals.checkValidity();
  }
  reportValidity() {
    return this.#internals.reportValidity();
  }

  formAssociatedCallback() {
    if (this.#connected) this.#app.configure(this.#settings());
  }
  formResetCallback() {
    this.value = "";
  }
  formDisabledCallback(disabled) {
    this.#app.disable(disabled);
  }
  formStateRestoreCallback(state) {
    this.value = state;
  }

  #settings() {
    const heading = Number(this.getAttribute("heading"));
    return {
      lang: this.getAttribute("lang")?.toLowerCase().startsWith("en") ? "en" : "zh",
      large: this.hasAttribute("large"),
      theme: this.getAttribute("theme") ?? "light",
      heading: heading >= 1 && heading <= 4 ? heading : 2,
      sent: Boolean(this.form && this.name),
    };
  }

  #set(name, value) {
    if (typeof value === "boolean") this.toggleAttribute(name, value);
    else this.setAttribute(name, value);
  }

  #reported(report) {
    this.#internals.setFormValue(this.value);
    this.#validate();
    // An empty box is told once, after a report.
    if (report || this.#told) this.dispatchEvent(new CustomEvent("gouji-report", { detail: report, bubbles: true, composed: true }));
    this.#told = report;
  }

  #validate() {
    const { t, value } = this.#app;
    const errors = this.#app.report?.summary.errors ?? 0;
    const flags = {
      valueMissing: this.hasAttribute("required") && value.trim() === "",
      customError: this.hasAttribute("refuse-errors") && errors > 0,
    };
    const message = flags.valueMissing ? t.required : flags.customError ? t.refused(errors) : "";
    this.#internals.setValidity(flags, message);
  }
}

/** Makes the element known. A page may load both ways of shipping the package, or one of them twice: the first stays. */
export function define() {
  if (!globalThis.customElements?.get("gouji-validator")) globalThis.customElements?.define("gouji-validator", GoujiValidator);
}
