// A Vue page that uses the element. (In templates that are compiled, tell the compiler that it is none of Vue's:
// `isCustomElement: (tag) => tag === "gouji-validator"`.) The two .wasm files of the package are to lie beside the script that
// the bundler makes.

import "gouji";
import { createApp, h, ref } from "vue";

const SelfCheck = {
  setup() {
    const errors = ref(null);
    const onReport = ({ detail }) => (errors.value = detail?.summary.errors);
    return () =>
      h("main", [
        h("h1", "年报自查"),
        h("gouji-validator", { "onGouji-report": onReport }),
        h("p", ["错误：", h("output", { id: "errors" }, errors.value ?? "–")]),
      ]);
  },
};

createApp(SelfCheck).mount("#root");
