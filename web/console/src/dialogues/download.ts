/** Saves something as a JSON file. */
export function download(name: string, what: unknown): void {
  saveText(name, `${JSON.stringify(what, null, 2)}\n`, "application/json");
}

/** Saves a text as a file. */
export function saveText(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name.replaceAll(/[\\/:*?"<>|]/g, "-");
  link.click();
  URL.revokeObjectURL(address);
}
