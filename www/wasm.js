// A WebAssembly module: come by once, started, asked, and started afresh where it failed.

/** The smallest module there is: tells whether any may run here. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Why a module cannot run: "absent" (no WebAssembly), "refused" (by the page's policy), "missing" (not loaded). */
export class Unavailable extends Error {
  constructor(reason, cause) {
    super(`gouji: WebAssembly ${reason}${cause ? `: ${cause.message ?? cause}` : ""}`);
    this.name = "Unavailable";
    this.reason = reason;
  }
}

export class Wasm {
  /**
   * @param {Function} start starts the module
   * @param {object} functions what it can be asked for, and initSync
   */
  constructor(start, functions) {
    this.start = start;
    this.functions = functions;
    this.compile = null;
    this.started = null;
    /** The compiled module, once it runs; for a worker. */
    this.module = null;
  }

  /** How the WebAssembly is come by; each way of shipping the package says it once. */
  supply(compile) {
    this.compile = compile;
  }

  /**
   * Starts it; to be awaited before anything is asked. Every further call awaits the same start.
   * @param {BufferSource | WebAssembly.Module} [given] the WebAssembly, where it is not to be looked for
   * @returns {Promise<void>} rejected with an Unavailable
   */
  init(given) {
    this.started ??= this.run(given).catch((error) => {
      this.started = null;
      throw error;
    });
    return this.started;
  }

  async run(given) {
    if (typeof WebAssembly !== "object") throw new Unavailable("absent");
    try {
      // WebKit refuses at the second step.
      new WebAssembly.Instance(new WebAssembly.Module(EMPTY));
    } catch (error) {
      throw new Unavailable("refused", error);
    }
    try {
      const compiled = given instanceof WebAssembly.Module ? given : await (given ? WebAssembly.compile(given) : this.compile());
      await this.start({ module_or_path: compiled });
      this.module = compiled;
    } catch (error) {
      throw new Unavailable("missing", error);
    }
  }

  /** A fresh instance: nothing in one that failed can be relied upon. */
  restart() {
    this.functions.initSync({ module: this.module });
  }

  /**
   * Asks it, and once more from a fresh start where it failed. What makes it fail itself does so again; a browser's compiler
   * that spoils running code (WebKitGTK 2.50 does, one time in a hundred on a busy machine) has not done it twice.
   */
  ask(name, ...given) {
    if (!this.module) throw new Error("gouji: await init() first");
    try {
      return this.functions[name](...given);
    } catch (error) {
      console.error(error);
      this.restart();
      return this.functions[name](...given);
    }
  }

  /** What it answers; where it fails, `otherwise` says what, of a fresh instance. */
  answer(otherwise, name, ...given) {
    try {
      return this.ask(name, ...given);
    } catch (error) {
      if (!this.module) throw error;
      console.error(error);
      this.restart();
      return otherwise();
    }
  }
}
