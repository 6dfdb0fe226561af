// Keeps the page's own files, so that it opens without a network. Nothing else goes through here.

/** The files (address → integrity), and a name for exactly this state of them; written by the build. */
const { name, files: FILES } = OFFLINE;
/** Caches are shared by all pages of a site: ours have our place in their name. */
const OURS = `gouji ${registration.scope} `;
const NAME = OURS + name;
/** Their whole addresses. */
const OWN = new Set(Object.keys(FILES).map((file) => new URL(file, registration.scope).href));

/** All of them or none: of one build, by their hashes, past the browser's own cache. */
async function keep() {
  const fetched = await Promise.all(
    Object.entries(FILES).map(async ([file, integrity]) => {
      const request = new Request(file, { cache: "reload", integrity });
      const response = await fetch(request);
      if (!response.ok) throw new Error(`${file} ${response.status}`);
      return [request, response];
    }),
  );
  const cache = await caches.open(NAME);
  try {
    await Promise.all(fetched.map(([request, response]) => cache.put(request, response)));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

addEventListener("install", (event) => event.waitUntil(keep()));

addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  // A page is opened with whatever stands behind ? and #; a file is asked for by its whole name.
  const page = new URL(url);
  if (mode === "navigate") page.search = page.hash = "";
  if (method !== "GET" || !OWN.has(page.href)) return;
  event.respondWith(caches.match(page.href, { cacheName: NAME }).then((kept) => kept ?? fetch(event.request)));
});
