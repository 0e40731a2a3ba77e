export { channelTroubleListener } from "./channel-trouble.listeners.ts";
