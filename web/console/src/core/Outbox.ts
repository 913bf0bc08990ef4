import { backoff } from "./backoff";
import { type Code, isFinal } from "./wire";

/** Something the agent said or did that the server has not yet put into the log. */
export interface OutboxItem {
  readonly clientId: string;
  readonly conversation: string;
  readonly kind: "say" | "end";
  readonly text: string;
  /** When, in ms by the server's clock as known then. */
  readonly at: number;
  /** `stored`: acknowledged, its entry has not come yet. `refused`: will not be sent again by itself. */
  readonly status: "sending" | "stored" | "refused";
  readonly code?: Code;
}

export interface OutboxOptions {
  user: string;
  storage: Storage | null;
  now: () => number;
  newId: () => string;
  /** Hands an item to the socket; false when it can't be sent now. */
  send: (item: OutboxItem) => boolean;
  onChange: (items: readonly OutboxItem[]) => void;
}

/** How long another tab may take to deliver what it wrote before this one does it. */
const ADOPT_AFTER_MS = 10_000;

interface Slot {
  key: string;
  item: OutboxItem;
  inFlight: boolean;
  /** Not to be sent before its timer has run: it was put off by the server, or is another tab's. */
  held: boolean;
  tries: number;
  seq: number | null;
}

/**
 * What the agent sends, kept until the server has it: in order per conversation, one at a time, across reloads
 * and reconnects. Each item has a storage key of its own, so that two tabs never overwrite each other's.
 */
export class Outbox {
  #options: OutboxOptions;
  #slots: Slot[] = [];
  #up = false;
  #lastOrder = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    for (const slot of this.#stored()) this.#slots.push(slot);
    this.#tell();
  }

  get items(): readonly OutboxItem[] {
    return this.#slots.map((slot) => slot.item);
  }

  add(conversation: string, kind: OutboxItem["kind"], text = ""): void {
    const clientId = this.#options.newId();
    this.#lastOrder = Math.max(Date.now(), this.#lastOrder + 1);
    const key = `${this.#prefix()}${String(this.#lastOrder).padStart(15, "0")}.${clientId}`;
    const item: OutboxItem = {
      clientId,
      conversation,
      kind,
      text,
      at: this.#options.now(),
      status: "sending",
    };
    this.#slots.push({ key, item, inFlight: false, held: false, tries: 0, seq: null });
    this.#keep(key, item);
    this.#tell();
    this.#pump();
  }

  /** Welcomed: all that is not known to be stored goes out again, under the same client ids. */
  connected(): void {
    this.#up = true;
    for (const slot of this.#slots) slot.inFlight = slot.held = false;
    this.#pump();
  }

  disconnected(): void {
    this.#up = false;
  }

  acknowledged(clientId: string, seq: number | null): boolean {
    const slot = this.#find(clientId);
    if (!slot) return false;
    this.#forget(slot.key);
    // An end has nothing to show; a message stays on the screen until its entry replaces it.
    if (slot.item.kind === "end" || seq === null) this.#remove(slot);
    else {
      slot.seq = seq;
      slot.inFlight = false;
      slot.item = { ...slot.item, status: "stored" };
    }
    this.#tell();
    this.#pump();
    return true;
  }

  refused(clientId: string, code: Code): OutboxItem | null {
    const slot = this.#find(clientId);
    if (!slot) return null;
    slot.inFlight = false;
    if (!isFinal(code)) {
      this.#hold(slot, backoff(slot.tries, 0.5));
      slot.tries += 1;
      return slot.item;
    }
    if (slot.item.kind === "end") {
      this.#forget(slot.key);
      this.#remove(slot);
    } else {
      slot.item = { ...slot.item, status: "refused", code };
      this.#keep(slot.key, slot.item);
    }
    this.#tell();
    this.#pump();
    return slot.item;
  }

  /** The log has grown to `cursor`, and holds entries made by these client ids. */
  logged(conversation: string, clientIds: ReadonlySet<string>, cursor: number): void {
    const done = this.#slots.filter(
      ({ item, seq }) =>
        item.conversation === conversation &&
        (clientIds.has(item.clientId) || (seq !== null && seq <= cursor)),
    );
    if (done.length === 0) return;
    for (const slot of done) {
      this.#forget(slot.key);
      this.#remove(slot);
    }
    this.#tell();
    this.#pump();
  }

  /** Sends a refused message as a new command: the old client id has had its answer. */
  retry(clientId: string): void {
    const slot = this.#find(clientId);
    if (slot?.item.status !== "refused") return;
    this.discard(clientId);
    this.add(slot.item.conversation, slot.item.kind, slot.item.text);
  }

  discard(clientId: string): void {
    const slot = this.#find(clientId);
    if (!slot) return;
    this.#forget(slot.key);
    this.#remove(slot);
    this.#tell();
  }

  /** Another tab of this user wrote or removed something. */
  storageChanged(): void {
    if (!this.#options.storage) return;
    const stored = this.#stored();
    const keys = new Set(stored.map((slot) => slot.key));
    this.#slots = this.#slots.filter((slot) => slot.item.status === "stored" || keys.has(slot.key));
    for (const slot of stored) {
      const known = this.#slots.find(({ key }) => key === slot.key);
      if (known) {
        if (known.item.status !== slot.item.status) known.item = slot.item;
        continue;
      }
      this.#slots.push(slot);
      this.#hold(slot, ADOPT_AFTER_MS);
    }
    this.#slots.sort((a, b) => a.key.localeCompare(b.key));
    this.#tell();
    this.#pump();
  }

  #pump(): void {
    if (!this.#up) return;
    const busy = new Set<string>();
    for (const slot of this.#slots) {
      const { status, conversation } = slot.item;
      if (status !== "sending" || busy.has(conversation)) continue;
      // One at a time per conversation: were two on the way, and the first put off, they would change places.
      busy.add(conversation);
      if (slot.inFlight || slot.held) continue;
      slot.inFlight = this.#options.send(slot.item);
    }
  }

  #hold(slot: Slot, ms: number): void {
    slot.held = true;
    setTimeout(() => {
      slot.held = false;
      this.#pump();
    }, ms);
  }

  #find(clientId: string): Slot | undefined {
    return this.#slots.find((slot) => slot.item.clientId === clientId);
  }

  #remove(slot: Slot): void {
    this.#slots = this.#slots.filter((other) => other !== slot);
  }

  #tell(): void {
    this.#options.onChange(this.items);
  }

  #prefix(): string {
    return `frontdesk.outbox.${this.#options.user}.`;
  }

  #stored(): Slot[] {
    const { storage } = this.#options;
    if (!storage) return [];
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
    return keys
      .filter((key) => key.startsWith(this.#prefix()))
      .sort()
      .flatMap((key) => {
        const item = parsed(storage.getItem(key));
        return item ? [{ key, item, inFlight: false, held: false, tries: 0, seq: null }] : [];
      });
  }

  #keep(key: string, item: OutboxItem): void {
    try {
      this.#options.storage?.setItem(key, JSON.stringify(item));
    } catch {
      // Full or blocked: it still goes out from memory, it only does not survive a reload.
    }
  }

  #forget(key: string): void {
    this.#options.storage?.removeItem(key);
  }
}

function parsed(text: string | null): OutboxItem | null {
  try {
    const item = JSON.parse(text ?? "null") as OutboxItem | null;
    return item && typeof item.clientId === "string" && typeof item.text === "string" ? item : null;
  } catch {
    return null;
  }
}
