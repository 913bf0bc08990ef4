/** What was typed and not sent, per user and conversation: survives switching chats, reloads and signing in again. */
export class Drafts {
  #storage: Storage | null;
  #user: string;
  #memory = new Map<string, string>();

  constructor(storage: Storage | null, user: string) {
    this.#storage = storage;
    this.#user = user;
  }

  read(conversation: string): string {
    return this.#memory.get(conversation) ?? this.#storage?.getItem(this.#key(conversation)) ?? "";
  }

  write(conversation: string, text: string): void {
    this.#memory.set(conversation, text);
    try {
      if (text === "") this.#storage?.removeItem(this.#key(conversation));
      else this.#storage?.setItem(this.#key(conversation), text);
    } catch {
      // Full or blocked: the copy in memory still survives switching chats.
    }
  }

  #key(conversation: string): string {
    return `frontdesk.draft.${this.#user}.${conversation}`;
  }
}
