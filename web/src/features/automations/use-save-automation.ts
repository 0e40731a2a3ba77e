import type { AutomationView } from "@guichet/contract";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useListedSave } from "../../ui/use-listed-save.ts";
import { type AutomationValues, toBody, toValues } from "./automation-values.ts";

export function useSaveAutomation(automation: AutomationView | null, values: AutomationValues, onSaved: () => void) {
  return useListedSave({
    before: automation,
    list: queries.automations(),
    toValues,
    send: (began) => {
      const body = toBody(values);
      return began === null
        ? call(routes.createAutomation, { body })
        : call(routes.patchAutomation, { params: { id: began.id }, body: { ...body, version: began.version } });
    },
    onSaved,
  });
}
