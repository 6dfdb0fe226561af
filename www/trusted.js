// Trusted Types: where a page demands them, only the element's own script may become a worker.

/** An address of a script that this program made, in the type the page demands. Throws where its policy refuses ours. */
export function scriptUrl(url) {
  const policy = globalThis.trustedTypes?.createPolicy("gouji", { createScriptURL: () => url });
  return policy ? policy.createScriptURL("") : url;
}
