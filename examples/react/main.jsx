// A React page that uses the element: React 19 sets properties and listens to events of custom elements by itself.
// The two .wasm files of the package are to lie beside the script that the bundler makes.

import "gouji";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function SelfCheck() {
  const [errors, setErrors] = useState(null);
  return (
    <main>
      <h1>年报自查</h1>
      <gouji-validator ongouji-report={({ detail }) => setErrors(detail?.summary.errors)} />
      <p>
        错误：<output id="errors">{errors ?? "–"}</output>
      </p>
    </main>
  );
}

createRoot(document.querySelector("#root")).render(<SelfCheck />);
