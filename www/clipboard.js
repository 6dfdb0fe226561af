// What is taken away: by the clipboard, without permission prompts, and from a file opened from disk too (the browser's own copy
// command, with what it copies replaced); or as a file.

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

/** Hands a file to the person, as the browser's own downloads go. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Once it was taken.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
