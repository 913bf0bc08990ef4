import { queryOptions } from "@tanstack/react-query";
import type { DialogueRow, Note } from "../dialogues/queries";
import { answered, api, done, OURS as headers, retry } from "../session/api";
import { ApiError } from "../session/session";
import type { Refusal } from "./core/Saver";
import type { Stream } from "./core/stream";

/** A dialogue as it is being designed: its draft, else what was published last. */
export interface Draft {
  readonly file: Stream;
  /** Rises with every change by anybody. */
  readonly revision: number;
  readonly edited_by: string | null;
  readonly edited_at: string | null;
  readonly dialogue: DialogueRow;
  readonly faults: readonly Note[];
  readonly warnings: readonly Note[];
}

export interface Version {
  readonly number: number;
  readonly published_at: string;
  readonly published_by: string | null;
  readonly current: boolean;
}

const DRAFT = "/api/console/dialogues/{dialogue}/draft";

interface Answer<Data> {
  data?: Data;
  error?: object;
  response: Response;
}
type Call = (path: string, told: object) => Promise<Answer<unknown>>;
// The document tells the API's clients nothing of a stream file's shape.
const calls = api as unknown as { GET: Call; PUT: Call; POST: Call; DELETE: Call };

function ask<Data>(method: keyof typeof calls, path: string, told: object): Promise<Data> {
  return answered(calls[method](path, told) as Promise<Answer<Data>>);
}

/** The draft of a dialogue. It is read once: after that the editor knows better. */
export const draftQuery = (dialogue: string) =>
  queryOptions({
    queryKey: ["designer", dialogue],
    queryFn: ({ signal }) => readDraft(dialogue, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry,
  });

export function readDraft(dialogue: string, signal?: AbortSignal): Promise<Draft> {
  return ask("GET", DRAFT, { params: { path: { dialogue } }, ...(signal ? { signal } : {}) });
}

/** Keeps a draft; refused by the code `conflict` where somebody has changed the one it was made of. */
export function keepDraft(dialogue: string, base: number, file: Stream): Promise<Draft> {
  return ask("PUT", DRAFT, { headers, params: { path: { dialogue } }, body: { base, file } });
}

/** Tells that this tab has the designer open, and hears who else has. */
export function editing(
  dialogue: string,
  tab: string,
): Promise<{ revision: number; others: readonly { name: string }[] }> {
  const path = "/api/console/dialogues/{dialogue}/editing";
  return ask("POST", path, { headers, params: { path: { dialogue } }, body: { tab } });
}

/** Tells that this tab has the designer open no more. */
export function leave(dialogue: string, tab: string): Promise<void> {
  const path = "/api/console/dialogues/{dialogue}/editing/{tab}";
  return done(calls.DELETE(path, { headers, params: { path: { dialogue, tab } }, keepalive: true }));
}

/** What was published, the newest first. */
export const versionsQuery = (dialogue: string) =>
  queryOptions({
    queryKey: ["dialogues", "versions", dialogue],
    queryFn: ({ signal }) =>
      ask<{ rows: readonly Version[] }>("GET", "/api/console/dialogues/{dialogue}/versions", {
        params: { path: { dialogue } },
        signal,
      }),
    retry,
  });

/** What was published as a version: it never changes. */
export const versionQuery = (dialogue: string, number: number) =>
  queryOptions({
    queryKey: ["designer", dialogue, "version", number],
    queryFn: ({ signal }) =>
      ask<Stream>("GET", "/api/console/dialogues/{dialogue}/versions/{number}", {
        params: { path: { dialogue, number } },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
    retry,
  });

/** Why a draft was not kept. */
export function refusalOf(fault: unknown): Refusal {
  if (!(fault instanceof ApiError) || fault.code === null) return "unreachable";
  if (fault.code === "conflict") return "conflict";
  return fault.code === "rate_limited" || fault.code === "internal" ? "unreachable" : "refused";
}
