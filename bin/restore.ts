import { runRestore } from "../server/src/db/backup/run-backup.ts";
import { readPlaces } from "./command-places.ts";

const [file = ""] = process.argv.slice(2);
if (!(await runRestore(readPlaces(), file, console.log))) process.exitCode = 1;
