export { drawFace, showsFace } from "./face.ts";
export { NETWORKS, type Played } from "./networks.ts";
export type { Account, ShownMessage } from "./telephone/network.ts";
export { Telephone } from "./telephone/telephone.ts";
