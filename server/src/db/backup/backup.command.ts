import { readPlaces } from "./command-places.ts";
import { runBackup } from "./run-backup.ts";

const [file = ""] = process.argv.slice(2);
if (!(await runBackup(readPlaces(), file, console.log))) process.exitCode = 1;
