import type { components } from "@frontdesk/api";
import { answered, api, OURS as headers } from "../../session/api";
import type { Stream } from "../core/stream";

type Schemas = components["schemas"];
export type Told = Schemas["TestChatTold"];
export type Step = Schemas["TestStep"];

interface Asked extends Omit<Schemas["TestChat"], "file"> {
  file: Stream;
}

/** Runs a draft on what a visitor would have answered; nothing is stored. */
export function run(dialogue: string, { file, ...asked }: Asked): Promise<Told> {
  // The document tells the API's clients nothing of a stream file's shape.
  const body = { ...asked, file: file as unknown as Record<string, never> };
  const told = { headers, params: { path: { dialogue } }, body };
  return answered(api.POST("/api/console/dialogues/{dialogue}/test", told));
}
