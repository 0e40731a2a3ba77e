import { type FailpointName, failpointNames } from "../../../lib/failpoint.ts";
import { isTesting, readSourceFiles } from "../../source-files.ts";

/** The failpoints that stand in the product, in the order of their list. */
export function findFailpoints(): FailpointName[] {
  const text = [...readSourceFiles().values()]
    .filter(({ path }) => path.startsWith("server/src/") && !isTesting(path))
    .map((file) => file.text)
    .join("\n");
  return failpointNames.filter((name) => text.includes(`failpoint("${name}")`));
}
