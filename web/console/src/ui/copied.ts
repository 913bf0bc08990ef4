import { toast } from "./toasts";

/** Copies a text, and says so; where it can't, what to do instead. */
export async function copied(text: string, told: string, failed: string): Promise<void> {
  try {
    // Absent where the console is not served by HTTPS.
    await navigator.clipboard.writeText(text);
    toast(told);
  } catch {
    toast(failed);
  }
}
