import type { components } from "@frontdesk/api";

type Schemas = components["schemas"];

/** The version of the frames that this page speaks. */
export const PROTOCOL = 1;
/** The longest message, in characters as the server counts them (Unicode scalar values). */
export const MAX_TEXT = 4000;

export type Me = Schemas["Me"];
export type Permission = Schemas["Permission"];
export type Code = Schemas["Code"];
export type Problem = Schemas["Problem"];
export type ClientFrame = Schemas["AgentFrame"];
export type ServerFrame = Schemas["AgentServerFrame"];
export type AgentStatus = Schemas["AgentStatus"];
export type DeskFrame = Schemas["Desk"];
export type OfferRow = Schemas["OfferRow"];
export type TransferTo = Schemas["TransferTo"];
export type ChatRow = Schemas["ChatRow"];
export type AlertRow = Schemas["AlertRow"];
export type VisitorCard = Schemas["VisitorCard"];
export type Stretch = Schemas["AgentEntries"];
export type Entry = Schemas["AgentEntry"];
export type What = Schemas["AgentWhat"];
export type AskInput = Schemas["AskInput"];
export type RichBlock = Schemas["RichBlock"];
export type Outcome = Schemas["Outcome"];
export type Marks = Schemas["Marks"];
export type Bye = Schemas["Bye"];

const PASSING: ReadonlySet<string> = new Set<Code>([
  "rate_limited",
  "busy",
  "not_stored",
  "too_slow",
  "restarting",
  "internal",
]);

/** Whether trying the same again can't help. */
export function isFinal(code: Code): boolean {
  return !PASSING.has(code);
}
