/** Saves something as a JSON file. */
export function download(name: string, what: unknown): void {
  const address = URL.createObjectURL(
    new Blob([`${JSON.stringify(what, null, 2)}\n`], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = address;
  link.download = name.replaceAll(/[\\/:*?"<>|]/g, "-");
  link.click();
  URL.revokeObjectURL(address);
}
