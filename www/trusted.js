// Trusted Types: where a page demands them, the one script that may become a worker is named here.

let policy;
let allowed;

/** The address of the widget's own worker, in the type the page demands. Throws where its policy refuses ours. */
export function scriptUrl(url) {
  allowed = url;
  policy ??= globalThis.trustedTypes?.createPolicy("gouji", {
    createScriptURL: (asked) => {
      if (asked !== allowed) throw new TypeError(asked);
      return asked;
    },
  });
  return policy ? policy.createScriptURL(url) : url;
}
