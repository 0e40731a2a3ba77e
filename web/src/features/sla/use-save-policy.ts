import type { ChannelId, SlaPolicyView } from "@guichet/contract";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useListedSave } from "../../ui/use-listed-save.ts";
import { type PolicyValues, toBody, toValues } from "./policy-values.ts";

export function useSavePolicy(policy: SlaPolicyView | null, values: PolicyValues, onSaved: () => void) {
  return useListedSave({
    before: policy,
    list: queries.slaPolicies(),
    toValues,
    send: (began, takeOver: ChannelId[]) => {
      const body = { ...toBody(values), takeOver };
      return began === null
        ? call(routes.createSlaPolicy, { body })
        : call(routes.patchSlaPolicy, { params: { id: began.id }, body: { ...body, version: began.version } });
    },
    onSaved,
  });
}
