/** Short names for the generated wire types (crates/protocol says what they mean). */
import type { components } from "@frontdesk/api";

type Schemas = components["schemas"];

export type PageView = Schemas["PageView"];
export type Show = Schemas["Show"];
export type WidgetSettings = Schemas["WidgetSettings"];
export type VisitorFrame = Schemas["VisitorFrame"];
export type ServerFrame = Schemas["VisitorServerFrame"];
export type Entries = Schemas["VisitorEntries"];
export type Entry = Schemas["VisitorEntry"];
export type AgentCard = Schemas["AgentCard"];
export type AskInput = Schemas["AskInput"];
export type BadAnswer = Schemas["BadAnswer"];
export type Answer = Schemas["Answer"];
export type Marks = Schemas["Marks"];
export type RichBlock = Schemas["RichBlock"];
export type Outcome = Schemas["Outcome"];
export type Code = Schemas["Code"];

/** The frames that change something: each carries a client id, and has its effect once. */
export type Command = Extract<VisitorFrame, { client_id: string }>;

/** `frontdesk_protocol::PROTOCOL`. */
export const PROTOCOL = 1;

/** The longest message, in characters (Unicode scalar values, as the server counts). */
export const LONGEST_TEXT = 4000;

/** The longest typed answer. */
export const LONGEST_ANSWER = 500;
