// Fails when the committed script is not what the sources make. `npm run build` mends that.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "event-timeline-"));
try {
  const fresh = join(folder, "event-timeline.js");
  execFileSync(process.execPath, [here("build.mjs"), fresh]);
  if (!readFileSync(fresh).equals(readFileSync(here("../timeline_api/web/static/event-timeline.js")))) {
    console.error("timeline_api/web/static/event-timeline.js is not what frontend/ makes: run make frontend");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
