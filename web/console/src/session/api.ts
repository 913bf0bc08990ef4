import type { components } from "@frontdesk/api";
import { apiClient } from "@frontdesk/api/client";
import { type PlainKey, t } from "../messages/t";
import { ApiError } from "./session";

type Problem = components["schemas"]["Problem"];

interface Answer<Data> {
  data?: Data;
  error?: object;
  response: Response;
}

/** A file as a request's body, sent as it is; the generated client knows a file as a text. */
export function fileBody(file: Blob) {
  return {
    body: file as unknown as string,
    bodySerializer: () => file,
  };
}

/** The server's API. */
export const api = apiClient();
// A form of another site can't set it, so the server takes no forged request for the user's.
export const OURS = { "X-Frontdesk": "1" };

/** What was answered; a refusal is thrown. */
export async function answered<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const { data, error } = await reached(asked);
  if (data !== undefined) return data;
  throw refused(error);
}

/** Waits for an answer without content; a refusal is thrown. */
export async function done(asked: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await reached(asked);
  if (!response.ok) throw refused(error);
}

/** What the server has refused, it refuses again. */
export function retry(failures: number, error: Error): boolean {
  return failures < 3 && !(error instanceof ApiError && error.code !== null);
}

const TOLD: Readonly<Partial<Record<string, PlainKey>>> = {
  forbidden: "fault.forbidden",
  taken: "fault.taken",
  last_owner: "fault.lastOwner",
  wrong_state: "fault.wrongState",
  wrong_credentials: "fault.wrongPassword",
  weak_password: "link.weak",
  invalid: "fault.invalid",
  rate_limited: "signIn.often",
  insecure: "signIn.insecure",
};

/** Why something did not come about; where a code means something of its own, `told` says what. */
export function faultText(fault: unknown, told: Readonly<Record<string, PlainKey>> = {}): string {
  const code = fault instanceof ApiError ? fault.code : "internal";
  if (code === null) return t("signIn.unreachable");
  return t(told[code] ?? TOLD[code] ?? "fault.other");
}

function reached<Data>(asked: Promise<Answer<Data>>): Promise<Answer<Data>> {
  return asked.catch(() => {
    throw new ApiError(null, "unreachable");
  });
}

function refused(answer: object | undefined): ApiError {
  // What answers in the server's stead, such as a proxy, names no code: it is as good as no answer.
  const error: Partial<Problem> | undefined = answer;
  return new ApiError(error?.code ?? null, error?.title ?? "unreachable", error?.field ?? null);
}
