// The portal's own script: shows what the element says.
"use strict";
{
  const state = document.getElementById("state");
  document.querySelector("form gouji-validator").addEventListener("gouji-report", ({ detail: report }) => {
    if (!report) state.textContent = "尚未粘贴年报。";
    else if (report.summary.errors > 0) state.textContent = `还有 ${report.summary.errors} 处错误,暂不能报送。`;
    else state.textContent = "可以报送。";
  });
}
