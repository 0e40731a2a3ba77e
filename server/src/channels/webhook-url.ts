import type { EndpointId, Platform } from "@guichet/contract";

/** Where a platform delivers what happens on the channels of an endpoint. */
export function webhookUrl(publicUrl: string, platform: Platform, endpointId: EndpointId | string): string {
  return new URL(`webhooks/${platform}/${endpointId}`, publicUrl.replace(/\/?$/, "/")).href;
}
