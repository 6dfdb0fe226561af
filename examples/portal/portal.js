// The portal's own script: shows what the element says.
"use strict";
{
  const state = document.getElementById("state");
  const validator = document.querySelector("form gouji-validator");
  validator.addEventListener("gouji-report", ({ detail: report }) => {
    const errors = report?.summary.errors ?? 0;
    if (!report) state.textContent = "尚未粘贴年报。";
    else if (errors > 0) state.textContent = `还有 ${errors} 处错误，暂不能报送。`;
    // Not checked, or not for certain: the element says why.
    else state.textContent = validator.validity.valid ? "可以报送。" : validator.validationMessage;
  });
}
