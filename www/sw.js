// Keeps the page's own files, so that it opens without a network. Nothing else goes through here.

/** The files, and a name for exactly this state of them; written by the build. */
const { name, files: FILES } = OFFLINE;
/** Caches are shared by all pages of a site: ours have our place in their name. */
const OURS = `gouji ${registration.scope} `;
const NAME = OURS + name;

addEventListener("install", (event) => {
  // Past the browser's cache: the files must be of one build.
  const fresh = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)));
});

addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(
    caches.open(NAME).then(async (cache) => (await cache.match(event.request, { ignoreSearch: true })) ?? fetch(event.request)),
  );
});
