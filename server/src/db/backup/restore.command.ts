import { readPlaces } from "./command-places.ts";
import { runRestore } from "./run-backup.ts";

const [file = ""] = process.argv.slice(2);
if (!(await runRestore(readPlaces(), file, console.log))) process.exitCode = 1;
