// The page around the element: what outlives a visit, its own hash, and working offline. A classic script
// without imports, so that the saved page can hold it as it is.
"use strict";
{
  // Chromium below 97 does not know 'wasm-unsafe-eval' (nor findLast); all others need no wider word, and
  // give it up. The element goes again, so that the page stays as it is when it is saved.
  if ("findLast" in Array.prototype) {
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]').cloneNode();
    // Scripts alone: the rest is stopped by the page's own policy, and counted once.
    const ofScripts = policy.content.split(";").filter((directive) => /(script|worker)-src/.test(directive));
    policy.content = ofScripts.join(";").replace(" 'unsafe-eval'", "");
    document.head.append(policy);
    policy.remove();
  }

  const validator = document.querySelector("gouji-validator");
  const TITLES = { zh: "勾稽 · 政府信息公开年报校验", en: "Gouji · Disclosure report checker" };
  const ABOUT = {
    zh: { hash: "本页运行的程序（SHA-256）：", save: "下载单机版（一个网页文件，存在电脑或 U 盘里，没有网络也能用）" },
    en: { hash: "The program this page runs (SHA-256): ", save: "Download the page as one file, to be used without a network" },
  };
  const isEnglish = () => validator.getAttribute("lang") === "en";

  // A browser that keeps nothing (private mode, a file on a stick) loses nothing.
  const kept = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  };
  validator.setAttribute("lang", kept((storage) => storage.getItem("gouji.lang")) === "en" ? "en" : "zh-CN");
  // Findings that were set aside are kept only where the person says so, and wiped when they say so no longer.
  const ASIDE = "gouji.set-aside";
  const asideKept = () => kept((storage) => JSON.parse(storage.getItem(ASIDE)));
  validator.setAttribute("remember", asideKept() ? "yes" : "no");
  if (asideKept()) validator.setAside = asideKept();
  const keepAside = () =>
    kept((storage) => (validator.getAttribute("remember") === "yes" ? storage.setItem(ASIDE, JSON.stringify(validator.setAside ?? [])) : storage.removeItem(ASIDE)));
  validator.addEventListener("gouji-set-aside", keepAside);
  new MutationObserver(keepAside).observe(validator, { attributeFilter: ["remember"] });
  // What was done to a list of reports is asked for before it goes with the page.
  addEventListener("beforeunload", (event) => {
    if (validator.unsaved) event.preventDefault();
  });
  validator.toggleAttribute("large", kept((storage) => storage.getItem("gouji.large")) === "yes");

  // The program's hash: the browser runs the script only if it has it, by the page's policy or `integrity`.
  const program = document.querySelector("script[integrity]");
  const hash = program && atob(program.integrity.split("-")[1]).replace(/[^]/g, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"));

  const show = () => {
    const lang = isEnglish() ? "en" : "zh";
    document.documentElement.lang = isEnglish() ? "en" : "zh-CN";
    document.title = TITLES[lang];
    document.getElementById("hash").textContent = hash ? `${ABOUT[lang].hash}${hash}` : "";
    const save = document.getElementById("save");
    if (save) save.textContent = ABOUT[lang].save;
  };
  show();
  new MutationObserver(() => {
    kept((storage) => storage.setItem("gouji.lang", isEnglish() ? "en" : "zh"));
    kept((storage) => storage.setItem("gouji.large", validator.hasAttribute("large") ? "yes" : "no"));
    show();
  }).observe(validator, { attributeFilter: ["lang", "large"] });

  // The element hears F8 where it has the keyboard; here it is all there is.
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const keys = { F8: event.shiftKey ? "previous" : "next" };
    // Undo where the keyboard is nowhere: after a paste that went to the whole page.
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.target === document.body) {
      if (key === "z") keys[event.key] = event.shiftKey ? "redo" : "undo";
      if (key === "y") keys[event.key] = "redo";
    }
    if (!keys[event.key]) return;
    event.preventDefault();
    validator[keys[event.key]]?.();
  });

  // The paste key works wherever the keyboard is, but for where something else is being written.
  document.addEventListener("paste", (event) => {
    const [target] = event.composedPath();
    if (event.defaultPrevented || !event.clipboardData || target.matches?.("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    validator.paste?.(event.clipboardData);
  });

  // Served, the page keeps itself for the next time there is no network.
  if (location.protocol !== "file:" && "serviceWorker" in navigator) {
    const url = new URL("sw.js", document.baseURI).href;
    const policy = globalThis.trustedTypes?.createPolicy("gouji-page", { createScriptURL: () => url });
    navigator.serviceWorker.register(policy ? policy.createScriptURL("") : url).catch((error) => console.info("gouji: no offline copy:", error.message));
  }
}
