// "Not uploaded": what stands behind the words, and a count of what the browser stopped from being sent.

import { fill, foldsOnEscape, h } from "./dom.js";

/** Addresses through which something could leave the page; its own blobs and scripts' inline texts are none. */
const OUTWARD = /^(https?|wss?|ftp):/i;
/** What the element itself loads; a policy that stops it has stopped nothing from being sent. */
const OWN = /[/]gouji_bg[.]wasm$/;

export class Privacy {
  constructor() {
    this.stopped = [];
    this.summary = h("summary", {});
    this.facts = h("ul", {});
    // What the page itself has to say of this: its hash, where to get it.
    this.more = h("slot", { name: "about" });
    this.element = h("details", { class: "local", part: "privacy" }, this.summary, h("div", { class: "facts" }, this.facts, this.more));
    foldsOnEscape(this.element);
    this.onViolation = (event) => {
      if (event.disposition === "enforce" && OUTWARD.test(event.blockedURI) && !OWN.test(event.blockedURI)) {
        this.stopped.push(event.blockedURI);
        this.draw(this.t, this.sent, this.remember);
      }
    };
  }

  watch() {
    document.addEventListener("securitypolicyviolation", this.onViolation);
  }

  unwatch() {
    document.removeEventListener("securitypolicyviolation", this.onViolation);
  }

  /**
   * @param sent the element is part of a form, which sends the text when it is sent
   * @param remember the page keeps what is set aside
   */
  draw(t, sent, remember) {
    Object.assign(this, { t, sent, remember });
    const { length: count, [count - 1]: last } = this.stopped;
    fill(this.summary, count ? `△ ${t.stoppedSending(count)}` : `${sent ? t.localForm : t.local} ✓`);
    this.summary.classList.toggle("warning", count > 0);
    fill(
      this.facts,
      [...(sent ? t.factsForm : t.facts), remember && t.factRemembered, t.factOffline].filter(Boolean).map((fact) => h("li", {}, fact)),
      h("li", { class: "stopped" }, t.stoppedSending(count), last && ` ${t.lastStopped(last)}`),
    );
  }
}
