import type { components } from "@frontdesk/api";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, done, faultText, fileBody, OURS as headers, retry } from "../../session/api";
import { ApiError, queries } from "../../session/session";
import { ta } from "./texts";

type Schemas = components["schemas"];
export type Account = Schemas["Account"];
export type Upload = Schemas["AccountUpload"];
export type BadLine = Schemas["BadAccountLine"];

const ACCOUNTS = ["accounts"] as const;

/** Companies page by page, by name: those whose name or domain begins so. */
export function accountsQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: [...ACCOUNTS, search],
    queryFn: ({ pageParam, signal }) =>
      answered(api.GET("/api/console/accounts", { params: { query: { search, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
    retry,
  });
}

/** Agents who can own a company. */
export function ownersQuery(search: string) {
  return queryOptions({
    queryKey: ["account-owners", search],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/accounts/owners", { params: { query: { search } }, signal })),
    placeholderData: keepPreviousData,
    retry,
  });
}

/** Reads the companies anew. */
export function changed(): Promise<void> {
  return queries.invalidateQueries({ queryKey: ACCOUNTS });
}

/** Adds a company, or changes the one of an id. */
export function put(id: string | null, body: Schemas["AccountSettings"]): Promise<Account> {
  return id === null
    ? answered(api.POST("/api/console/accounts", { headers, body }))
    : answered(api.PUT("/api/console/accounts/{id}", { headers, params: { path: { id } }, body }));
}

export function remove(id: string): Promise<void> {
  return done(api.DELETE("/api/console/accounts/{id}", { headers, params: { path: { id } } }));
}

const CSV = { ...headers, "content-type": "text/csv" };

/** What a file would do. */
export function look(file: File): Promise<Upload> {
  return answered(api.POST("/api/console/accounts/look", { headers: CSV, ...fileBody(file) }));
}

/** Puts the companies of a file on the list. */
export function upload(file: File): Promise<Upload> {
  return answered(api.POST("/api/console/accounts/upload", { headers: CSV, ...fileBody(file) }));
}

/** Why a file was not read. */
export function whyNot(fault: unknown): string {
  const code = fault instanceof ApiError ? fault.code : null;
  if (code === "busy") return ta("busy");
  return code === "too_large" ? ta("tooLarge") : faultText(fault);
}

/** Where the whole list is saved from. */
export const FILE_ADDRESS = "/api/console/accounts/file";
