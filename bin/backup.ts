import { runBackup } from "../server/src/db/backup/run-backup.ts";
import { readPlaces } from "./command-places.ts";

const [file = ""] = process.argv.slice(2);
if (!(await runBackup(readPlaces(), file, console.log))) process.exitCode = 1;
