/* The engine in a worker: the page stays quick while it loads and while it thinks. */
import { loadPyodide } from "./pyodide.mjs";

const START = `
import os, sys
os.environ["RAPIDFUZZ_IMPLEMENTATION"] = "python"
sys.path.insert(0, "/app")
from xhs_kb.faces.docs.playing import Player
player = Player.of(packed)
player.ask("?", "", "en")
`;

async function start() {
  const [pyodide, app, packed] = await Promise.all([
    loadPyodide({ indexURL: new URL(".", import.meta.url).href }),
    fetch(new URL("app.zip", import.meta.url)).then((r) => r.arrayBuffer()),
    fetch(new URL("kb.json", import.meta.url)).then((r) => r.text()),
  ]);
  pyodide.unpackArchive(app, "zip", { extractDir: "/app" });
  pyodide.globals.set("packed", packed);
  pyodide.runPython(START);
  return pyodide.globals.get("player");
}

const started = start();
self.onmessage = async (event) => {
  const { id, what, args } = event.data;
  try {
    const player = await started;
    self.postMessage({ id, value: what === "ready" ? true : JSON.parse(player[what](...args)) });
  } catch (error) {
    self.postMessage({ id, failed: String(error) });
  }
};
