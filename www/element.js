// <gouji-validator>: the whole checker as one element, in a shadow root of its own. A form control: it
// carries its text under its `name`, and may refuse to be sent.

import { App } from "./app.js";
import { chosen } from "./folder.js";
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
  static observedAttributes = ["lang", "large", "theme", "heading", "name", "required", "refuse-errors", "aria-label", "remember"];

  #internals = this.attachInternals();
  #app;
  #told = null;
  #connected = false;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [style()];
    this.#app = new App(shadow, {
      onText: () => this.#carry(),
      onReport: (report) => this.#reported(report),
      onUnavailable: ({ reason, message }) => this.dispatchEvent(new CustomEvent("gouji-unavailable", { detail: { reason, message }, bubbles: true, composed: true })),
      onAside: () => this.dispatchEvent(new CustomEvent("gouji-set-aside", { detail: this.setAside, bubbles: true, composed: true })),
      // The buttons for language and size do what the page could do: the attributes say what is shown.
      onSetting: (name, value) => this.#set(name, value),
    });
    // Where the browser refuses to send the form, it brings the keyboard here at once; a page that only asks
    // whether all is valid moves nothing.
    this.addEventListener("invalid", () => {
      // For this moment only: an element that can always be focused hides what is inside from Tab.
      const lent = !this.hasAttribute("tabindex");
      if (lent) this.tabIndex = -1;
      setTimeout(() => {
        const brought = this.getRootNode().activeElement === this && !this.shadowRoot.activeElement;
        if (lent) this.removeAttribute("tabindex");
        if (brought) this.#app.refuse(this.#internals.validationMessage);
      }, 0);
    });
    this.addEventListener("keydown", (event) => this.#app.key(event));
    // A click on a label of the page, which the browser passes on to the element as such.
    this.addEventListener("click", (event) => event.composedPath()[0] === this && this.focus());
  }

  connectedCallback() {
    // What was given before the element was defined.
    for (const name of ["name", "disabled", "required", "previousReport", "setAside", "value"]) {
      if (!Object.hasOwnProperty.call(this, name)) continue;
      const given = this[name];
      delete this[name];
      this[name] = given;
    }
    this.#connected = true;
    this.#app.connect(this.#settings());
  }

  disconnectedCallback() {
    this.#connected = false;
    this.#app.disconnect();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (["required", "refuse-errors", "aria-label"].includes(name)) this.#validate();
    else if (this.#connected) this.#app.configure(this.#settings());
  }

  /** The text in the box. */
  get value() {
    return this.#app.value;
  }
  set value(text) {
    this.#app.value = String(text ?? "");
  }

  /** Last year's report as text, to compare with; empty for none. */
  get previousReport() {
    return this.#app.last?.text ?? "";
  }
  set previousReport(text) {
    const given = String(text ?? "");
    this.#app.setLast(given === "" ? null : { text: given, source: "", given: "page" });
  }

  /** The findings that were set aside, of all reports: a page may keep them, and give them back. */
  get setAside() {
    return this.#app.kept.list;
  }
  set setAside(list) {
    this.#app.kept.list = list;
  }

  /** Checks files as a drop of them does: one is shown, several are listed. */
  open(files) {
    if (!this.disabled) this.#app.open(chosen([...files]));
  }

  /** "empty", "loading", "checking", "checked", or "unavailable": the checker cannot run here. */
  get state() {
    return this.#app.state;
  }

  /** The report on the text; null while there is none (an empty box, or the checker is still loading). */
  get report() {
    return this.#app.report;
  }

  /**
   * Takes what was copied, as a paste into the box does; for a page whose paste key is to work wherever the keyboard is.
   * @param {DataTransfer} data of a paste event
   */
  paste(data) {
    if (!this.disabled) this.#app.paste(data, true);
  }

  /** Checks the text now and returns its report. */
  check() {
    this.#app.check();
    return this.report;
  }

  /** Whether something that was done here would be lost with the page: reports of a list that were changed, reasons that are not kept. */
  get unsaved() {
    return this.#app.unsaved;
  }

  /** Opens the next finding, or the previous one. */
  next() {
    this.#app.step(1);
  }
  previous() {
    this.#app.step(-1);
  }

  /** Takes the last change of the text back, or makes it again. */
  undo() {
    this.#app.undo();
  }
  redo() {
    this.#app.editor.step("redo");
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
  get disabled() {
    return this.hasAttribute("disabled");
  }
  set disabled(disabled) {
    this.toggleAttribute("disabled", Boolean(disabled));
  }
  get required() {
    return this.hasAttribute("required");
  }
  set required(required) {
    this.toggleAttribute("required", Boolean(required));
  }
  get labels() {
    return this.#internals.labels;
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
      remember: this.hasAttribute("remember") ? this.getAttribute("remember") === "yes" : null,
      heading: heading >= 1 && heading <= 4 ? heading : 2,
      sent: Boolean(this.form && this.name),
    };
  }

  #set(name, value) {
    if (typeof value === "boolean") this.toggleAttribute(name, value);
    else this.setAttribute(name, value);
  }

  /** The form has what is in the box, whether it was checked yet or not. */
  #carry() {
    this.#internals.setFormValue(this.value);
    this.#validate();
  }

  #reported(report) {
    this.#carry();
    // An empty box is told once, after a report.
    if (report || this.#told) this.dispatchEvent(new CustomEvent("gouji-report", { detail: report, bubbles: true, composed: true }));
    this.#told = report;
  }

  #validate() {
    const { t, value, pending, unchecked } = this.#app;
    const errors = this.#app.report?.summary.errors ?? 0;
    const flags = {
      valueMissing: this.required && value.trim() === "",
      // Not checked, or not yet, is not right. Where the checker cannot run at all, the page is not held up.
      customError: this.hasAttribute("refuse-errors") && (pending || errors > 0 || unchecked !== null),
    };
    const reason = pending ? t.checking : errors > 0 ? t.refused(errors) : t.unchecked(unchecked);
    this.#internals.setValidity(flags, flags.valueMissing ? t.required : flags.customError ? reason : "");
    const label = this.getAttribute("aria-label") ?? [...this.labels].map((label) => label.textContent.trim()).join(" ");
    this.#app.describe({ label, required: this.required, invalid: flags.valueMissing || flags.customError });
  }
}

/** Makes the element known. A page may load both ways of shipping the package, or one of them twice: the first stays. */
export function define() {
  if (!globalThis.customElements?.get("gouji-validator")) globalThis.customElements?.define("gouji-validator", GoujiValidator);
}
