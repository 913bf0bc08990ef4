import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, done, OURS as headers, retry } from "../session/api";
import { ApiError } from "../session/session";
import type { Refusal } from "./core/Saver";
import type { Stream } from "./core/stream";

type Schemas = components["schemas"];
export type Version = Schemas["VersionRow"];

/** A dialogue as it is being designed: its draft, else what was published last. */
export type Draft = Omit<Schemas["DraftTold"], "file"> & { readonly file: Stream };

// The document tells the API's clients nothing of a stream file's shape.
function drafted({ file, ...told }: Schemas["DraftTold"]): Draft {
  return { ...told, file: file as unknown as Stream };
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

export async function readDraft(dialogue: string, signal?: AbortSignal): Promise<Draft> {
  const told = { params: { path: { dialogue } }, ...(signal ? { signal } : {}) };
  return drafted(await answered(api.GET("/api/console/dialogues/{dialogue}/draft", told)));
}

/** Keeps a draft; refused by the code `conflict` where somebody has changed the one it was made of. */
export async function keepDraft(dialogue: string, base: number, file: Stream): Promise<Draft> {
  const body = { base, file: file as unknown as Record<string, never> };
  const told = { headers, params: { path: { dialogue } }, body };
  return drafted(await answered(api.PUT("/api/console/dialogues/{dialogue}/draft", told)));
}

/** Tells that this tab has the designer open, and hears who else has. */
export function editing(dialogue: string, tab: string): Promise<Schemas["EditorsTold"]> {
  const told = { headers, params: { path: { dialogue } }, body: { tab } };
  return answered(api.POST("/api/console/dialogues/{dialogue}/editing", told));
}

/** Tells that this tab has the designer open no more. */
export function leave(dialogue: string, tab: string): Promise<void> {
  const told = { headers, params: { path: { dialogue, tab } }, keepalive: true };
  return done(api.DELETE("/api/console/dialogues/{dialogue}/editing/{tab}", told));
}

/** What was published, the newest first. */
export const versionsQuery = (dialogue: string) =>
  queryOptions({
    queryKey: ["dialogues", "versions", dialogue],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/console/dialogues/{dialogue}/versions", { params: { path: { dialogue } }, signal }),
      ),
    retry,
  });

/** What was published as a version: it never changes. */
export const versionQuery = (dialogue: string, number: number) =>
  queryOptions({
    queryKey: ["designer", dialogue, "version", number],
    queryFn: async ({ signal }) => {
      const told = { params: { path: { dialogue, number } }, signal };
      return (await answered(
        api.GET("/api/console/dialogues/{dialogue}/versions/{number}", told),
      )) as unknown as Stream;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry,
  });

/** Why a draft was not kept. */
export function refusalOf(fault: unknown): Refusal {
  if (!(fault instanceof ApiError) || fault.code === null) return "unreachable";
  if (fault.code === "conflict") return "conflict";
  return fault.code === "rate_limited" || fault.code === "internal" ? "unreachable" : "refused";
}
