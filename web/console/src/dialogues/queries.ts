import type { components } from "@frontdesk/api";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Criteria } from "../criteria/draft";
import { answered, api, OURS as headers, retry } from "../session/api";
import { ApiError, queries } from "../session/session";
import type { DialogueFilters } from "./filters";

type Schemas = components["schemas"];
export type DialogueRow = Schemas["DialogueRow"];
export type DialogueOutcome = Schemas["DialogueOutcome"];
export type DialogueSettings = Schemas["DialogueSettings"];
export type Note = Schemas["Note"];
export type BadTarget = Schemas["BadTarget"];
export type Events = Schemas["EventsFile"];
export type TargetQuestion = Schemas["TargetQuestion"];
export type TargetAnswer = Schemas["TargetAnswer"];
export type AudienceAnswer = Schemas["AudienceAnswer"];

/** What of a stream file this page looks at: the server knows the rest. */
export interface StreamFile {
  name: string;
  targets: string[];
  exclusions?: string[];
  audience?: Criteria;
  events?: Events;
  priority?: number;
  cards?: { id: string; kind: string; text?: string; name?: string }[];
}

const DIALOGUES = ["dialogues"] as const;

/** Dialogues page by page, by name. */
export function listQuery({ q = "", status }: DialogueFilters) {
  return infiniteQueryOptions({
    queryKey: [...DIALOGUES, "list", q, status ?? null],
    queryFn: ({ pageParam, signal }) => {
      const archived = status === "archived";
      const standing = status === undefined || archived ? {} : { status };
      const query = { search: q.trim(), archived, ...standing, after: pageParam };
      return answered(api.GET("/api/console/dialogues", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
    retry,
  });
}

/** One dialogue with what stands against publishing it, and its stream file. */
export function dialogueQuery(dialogue: string) {
  return queryOptions({
    queryKey: [...DIALOGUES, "one", dialogue],
    queryFn: async ({ signal }) => {
      const told = { params: { path: { dialogue } }, signal };
      const [outcome, file] = await Promise.all([
        answered(api.GET("/api/console/dialogues/{dialogue}/check", told)),
        readFile(dialogue, signal),
      ]);
      return { ...outcome, file };
    },
    retry,
  });
}

/** The stream file of a dialogue: its draft, or what was published last (`STREAM-7`). */
export async function readFile(dialogue: string, signal?: AbortSignal): Promise<StreamFile> {
  const told = { params: { path: { dialogue } }, ...(signal ? { signal } : {}) };
  const file = await answered(api.GET("/api/console/dialogues/{dialogue}/file", told));
  // The server takes no draft of another shape.
  return file as unknown as StreamFile;
}

/** Reads anew what is on the screen of dialogues. */
export function changed(): Promise<void> {
  return queries.invalidateQueries({ queryKey: DIALOGUES });
}

/** Keeps a stream file as a draft; `only_new` where no dialogue may have its name yet. */
export function save(file: unknown, only_new: boolean): Promise<DialogueOutcome> {
  // The document tells the API's clients nothing of a stream file's shape.
  const body = file as Record<string, never>;
  return answered(api.POST("/api/console/dialogues", { headers, params: { query: { only_new } }, body }));
}

/** Whether a dialogue has this name already. */
export function isTaken(fault: unknown): boolean {
  return fault instanceof ApiError && fault.code === "taken";
}

/** Which of these lines are no pages, by their place from 0. */
export async function badTargets(lines: string[]): Promise<Map<number, BadTarget>> {
  const { faults } = await answered(api.POST("/api/console/dialogues/targets", { headers, body: { lines } }));
  return new Map(faults.map(({ line, why }) => [line, why]));
}

/** Whether a page would show a dialogue, and by which of its lines. */
export function matchTarget(body: TargetQuestion): Promise<TargetAnswer> {
  return answered(api.POST("/api/console/dialogues/targets/match", { headers, body }));
}

/** For how many people and visitors criteria hold; null is everybody. */
export function lookAtAudience(criteria: Criteria | null): Promise<AudienceAnswer> {
  return answered(api.POST("/api/console/dialogues/audience", { headers, body: { criteria } }));
}

export function set(dialogue: string, body: DialogueSettings): Promise<DialogueOutcome> {
  const told = { headers, params: { path: { dialogue } }, body };
  return answered(api.PUT("/api/console/dialogues/{dialogue}/settings", told));
}

export function publish(dialogue: string): Promise<DialogueOutcome> {
  const told = { headers, params: { path: { dialogue } } };
  return answered(api.POST("/api/console/dialogues/{dialogue}/publish", told));
}

export function unpublish(dialogue: string): Promise<DialogueRow> {
  const told = { headers, params: { path: { dialogue } } };
  return answered(api.POST("/api/console/dialogues/{dialogue}/unpublish", told));
}

/** Hides all dialogues that are not engaged, or shows them again (`TARGET-8`). */
export function hide(hidden: boolean): Promise<unknown> {
  return answered(api.PUT("/api/console/dialogues/switch", { headers, body: { hidden } }));
}
