import { writeFileSync } from "node:fs";

/** Names what broke outside of every test: vitest's JSON report leaves it out, though the run fails by it. */
export default class ReportUnhandled {
  onTestRunEnd(_modules: unknown, unhandled: readonly { message: string; stack?: string }[]): void {
    const file = process.env.GUICHET_UNHANDLED_FILE;
    if (file === undefined || unhandled.length === 0) return;
    writeFileSync(file, JSON.stringify(unhandled.map(({ message, stack }) => stack ?? message)));
  }
}
