import type { components } from "@frontdesk/api";
import { answered, api, OURS as headers } from "../../../session/api";

type Schemas = components["schemas"];
export type Question = Schemas["WhatIf"];
export type Told = Schemas["WhatIfTold"];
export type DraftedRule = Schemas["DraftedRule"];
export type AskedFirst = Schemas["AskedFirst"];
export type Replayed = Schemas["Replayed"];

/** Who would be offered a visitor's chat; nothing is changed by asking. */
export function ask(body: Question): Promise<Told> {
  return answered(api.POST("/api/console/what-if", { headers, body }));
}

/** Decides past requests once more; nothing is changed by asking. */
export function replay(body: Schemas["AskReplay"]): Promise<Replayed> {
  return answered(api.POST("/api/console/what-if/replay", { headers, body }));
}
