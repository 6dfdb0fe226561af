document.querySelector("gouji-validator").addEventListener("gouji-report", ({ detail }) => {
  document.querySelector("#errors").value = detail?.summary.errors ?? "–";
});
