import { importRulesFileBody, LONGEST_RULES_FILE, previewRulesFileBody, rulesFilePreview } from "@guichet/contract";
import { type Route, route } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import { importRules, previewRules } from "./import-rules.ts";
import { readCurrent } from "./read-current.ts";
import { writeYaml } from "./rules-yaml.ts";

/** The longest file as a text of JSON, with what is escaped in it. Bytes. */
const MOST_BYTES = LONGEST_RULES_FILE * 1.5;

/** Every rule as a file, and back (Settings > Import and export), for Admins. */
export function rulesFileRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/rules-file",
      summary: "Automations, skill sets, fallback teams and prioritization as a YAML file, by name",
      access: "admin",
      rate: "read",
      handler: async (request, reply) => {
        const { form } = await readCurrent(viewerCtx(deps, request));
        const day = deps.now().toISOString().slice(0, 10);
        return await reply
          .header("content-type", "application/yaml; charset=utf-8")
          .header("content-disposition", `attachment; filename="guichet-rules-${day}.yaml"`)
          .header("cache-control", "no-store")
          .send(writeYaml(form));
      },
    }),
    route({
      method: "POST",
      url: "/rules-file/preview",
      summary: "What an import of a file would change; nothing is changed",
      access: "admin",
      rate: "write",
      bodyLimit: MOST_BYTES,
      body: previewRulesFileBody,
      answer: rulesFilePreview,
      handler: async (request) => await previewRules(viewerCtx(deps, request), request.body.text),
    }),
    route({
      method: "POST",
      url: "/rules-file/import",
      summary: "Do what the preview has told, unless something has changed since",
      access: "admin",
      rate: "write",
      bodyLimit: MOST_BYTES,
      body: importRulesFileBody,
      answer: rulesFilePreview,
      handler: async (request) =>
        await importRules(viewerCtx(deps, request), request.body.text, request.body.fingerprint),
    }),
  ];
}
