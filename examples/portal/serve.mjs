// Serves the example as a careful portal would: a strict Content-Security-Policy with Trusted Types, and a
// place that takes the form. `make portal`; nginx.conf beside this file has the same headers.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";

/** What the element needs: scripts of the site's own, and leave to run WebAssembly. No 'unsafe-inline', no 'unsafe-eval'. */
export const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "blob:",
  "style-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self' data:",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "gouji",
};

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Starts serving `folder`; resolves to { url, received, close }. `policy` may be loosened or tightened. */
export function servePortal(folder, { port = 0, policy = POLICY } = {}) {
  const header = Object.entries(policy).map((parts) => parts.join(" ")).join("; ");
  const received = [];
  const server = createServer(async (request, response) => {
    const safe = { "content-security-policy": header, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    if (request.method === "POST") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      received.push(Buffer.concat(chunks).toString());
      response.writeHead(200, { ...safe, "content-type": TYPES[".html"] }).end("<!doctype html><title>已收到</title><p>已收到。");
      return;
    }
    try {
      const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
      const body = await readFile(file);
      response.writeHead(200, { ...safe, "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404, safe).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      resolve({ url: `http://127.0.0.1:${server.address().port}/`, received, close: () => server.close() });
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await servePortal(new URL("../../dist/portal/", import.meta.url).pathname, { port: 8081 });
  console.log(`The portal is at ${url}`);
}
