/** Where to go after signing in: an address inside of the console, else its start. */
export function safeReturn(to: unknown): string {
  if (typeof to !== "string" || !/^\/(?![/\\])/.test(to) || to.startsWith("/sign-in")) return "/";
  return to;
}
