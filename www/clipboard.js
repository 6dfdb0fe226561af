// Copying without permission prompts, and from a file opened from disk too: the browser's own copy
// command, with what it copies replaced.

/** Copies plain text, and HTML for programs that take tables. Returns whether it worked. */
export function copy(text, html) {
  let done = false;
  const supply = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
    done = true;
  };
  document.addEventListener("copy", supply, { capture: true, once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", supply, { capture: true });
  return done;
}
