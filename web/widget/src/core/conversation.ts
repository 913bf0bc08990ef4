import type { Store } from "../store";
import type { AgentCard, Answer, Code, Marks, ServerFrame, Show, VisitorFrame } from "../wire";
import { clientId } from "./clientId";
import { Connection, type Link } from "./connection";
import { ConversationLog } from "./conversationLog";
import { Outbox, type Pending } from "./outbox";
import { ServerClock } from "./serverClock";
import { throttle } from "./throttle";
import { type Transcript, transcript } from "./transcript";
import type { Ways } from "./transport";
import { OwnTyping, TheirTyping } from "./typing";

const SEEN_PERIOD = 1000;
/** A stretch asked for but not come by then is asked for again. */
const STRETCH_WITHIN = 5000;

/** All there is to see of a conversation at one moment. */
export interface Snapshot {
  id: string | null;
  /** Its history is here. */
  loaded: boolean;
  transcript: Transcript;
  pending: Pending[];
  link: Link;
  /** Why the link stopped for good. */
  stopped: Code | null;
  agentMarks: Marks;
  typing: AgentCard | null;
  /** How many messages the visitor has not read. */
  unread: number;
  /** The last command that was refused without being a message, and why. */
  refusal: { type: VisitorFrame["type"]; code: Code } | null;
  /** Where the visitor stands in the queue, as far as that was told; `null` when they are not in it. */
  queue: { place: number | null; minutes: number | null } | null;
}

export interface ConversationOptions {
  origin: string;
  token: string;
  show: Exclude<Show, { kind: "nothing" }>;
  store: Store;
  changed(snapshot: Snapshot): void;
  ways?: Ways | undefined;
}

/** One conversation as its visitor has it: the log, what is not yet in it, and the connection that brings them together. */
export class Conversation {
  readonly clock = new ServerClock();
  readonly typing = new OwnTyping((on) => {
    if (this.#id) this.#connection.send({ type: "typing", conversation: this.#id, on });
  });
  #id: string | null = null;
  #log = new ConversationLog();
  #transcript: Transcript = transcript([]);
  #outbox: Outbox;
  #connection: Connection;
  #theirTyping = new TheirTyping(() => this.#changed());
  #link: Link = "connecting";
  #stopped: Code | null = null;
  #agentMarks: Marks = { delivered: 0, read: 0 };
  #read = 0;
  #refusal: Snapshot["refusal"] = null;
  #queue: Snapshot["queue"] = null;
  #asked = 0;
  #watching = false;
  #seen = throttle(SEEN_PERIOD, () => {
    if (this.#id && this.#log.cursor) {
      const [delivered, read] = [this.#log.cursor, this.#read];
      this.#connection.send({ type: "seen", conversation: this.#id, delivered, read });
    }
  });
  #stored = (event: StorageEvent) => {
    this.#outbox.stored(event.key);
    if (event.key?.endsWith(`read.${this.#id}`)) this.#readElsewhere(Number(event.newValue));
  };

  constructor(readonly options: ConversationOptions) {
    this.#outbox = new Outbox(options.store, {
      send: (command) => this.#connection.send(command),
      changed: () => this.#changed(),
      acked: (pending, conversation) => {
        if (pending.command.type === "open") this.#attach(conversation);
      },
      refused: (pending, code) => {
        this.#refusal = { type: pending.command.type, code };
      },
    });
    this.#connection = new Connection(
      options.origin,
      options.token,
      {
        ready: () => {
          this.#subscribe();
          this.#outbox.ready();
          // What was told to a connection that broke, or to one that can't carry it, may not have arrived.
          if (this.#log.cursor) this.#seen.ask();
        },
        lost: () => this.#outbox.lost(),
        frame: (frame) => this.#hear(frame),
        link: (link, code) => {
          this.#link = link;
          this.#stopped = code ?? null;
          this.#changed();
        },
      },
      options.ways,
    );
  }

  start(): void {
    const { show } = this.options;
    addEventListener("storage", this.#stored);
    if (show.kind === "conversation") {
      this.#read = show.read;
      this.#attach(show.conversation);
    } else {
      this.#outbox.add({
        type: "open",
        client_id: clientId(),
        dialogue: show.dialogue,
        page: location.href,
      });
    }
    this.#connection.start();
  }

  stop(): void {
    removeEventListener("storage", this.#stored);
    this.#seen.stop();
    this.typing.sent();
    this.#theirTyping.forget();
    this.#outbox.stop();
    this.#connection.stop();
  }

  say(text: string): void {
    if (!this.#id) return;
    this.typing.sent();
    this.#outbox.add({ type: "say", client_id: clientId(), conversation: this.#id, text }, text);
  }

  /** `shown` is what stands in the log until the server's entry comes. */
  answer(card: string, answer: Answer, shown: string): void {
    if (!this.#id) return;
    this.#refusal = null;
    const command = { type: "answer", client_id: clientId(), conversation: this.#id, card, answer } as const;
    this.#outbox.add(command, shown);
  }

  do(type: "cancel" | "end" | "talk_again"): void {
    if (!this.#id || this.#outbox.list().some((one) => one.command.type === type)) return;
    this.#refusal = null;
    this.#outbox.add({ type, client_id: clientId(), conversation: this.#id });
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  remove(id: string): void {
    this.#outbox.remove(id);
  }

  /** Whether the visitor has the log before their eyes. */
  watch(watching: boolean): void {
    this.#watching = watching;
    this.#markRead();
    this.#changed();
  }

  snapshot(): Snapshot {
    return {
      id: this.#id,
      loaded: this.#log.cursor > 0,
      transcript: this.#transcript,
      pending: this.#outbox.list(),
      link: this.#link,
      stopped: this.#stopped,
      agentMarks: this.#agentMarks,
      typing: this.#theirTyping.agent,
      unread: this.#unread(),
      refusal: this.#refusal,
      queue: this.#transcript.queuedUntil === null ? null : (this.#queue ?? { place: null, minutes: null }),
    };
  }

  #attach(conversation: string): void {
    if (this.#id === conversation) return;
    this.#id = conversation;
    this.#read = Math.max(this.#read, Number(this.options.store.get(`read.${conversation}`)));
    this.#forgetOthers(conversation);
    this.#outbox.attach(conversation);
    this.#subscribe();
  }

  /** A browser has one conversation at a time; what was kept for earlier ones is of no more use. */
  #forgetOthers(conversation: string): void {
    for (const name of this.options.store.names()) {
      if (/^(read|draft)\./.test(name) && !name.endsWith(conversation)) this.options.store.remove(name);
    }
  }

  #subscribe(): void {
    if (!this.#id) return;
    this.#asked = Date.now();
    this.#connection.send({ type: "subscribe", conversation: this.#id, after: this.#log.cursor });
  }

  /** Something is missing; one question at a time is enough. */
  #resubscribe(): void {
    if (Date.now() - this.#asked >= STRETCH_WITHIN) this.#subscribe();
  }

  #hear(frame: ServerFrame): void {
    switch (frame.type) {
      case "welcome":
        this.clock.learn(frame.server_time);
        return;
      case "entries":
        this.#take(frame);
        return;
      case "ack":
        this.#outbox.acked(frame.client_id, frame.conversation, frame.seq);
        return;
      case "refused":
        if (frame.client_id) this.#outbox.refused(frame.client_id, frame.code);
        else if (frame.code === "not_found" && !this.#log.cursor) {
          // The conversation is no more, as after an erasure: there is nothing to open.
          this.#refusal = { type: "open", code: frame.code };
          this.#changed();
        }
        return;
      case "typing":
        if (frame.conversation === this.#id) this.#theirTyping.heard(frame.agent, frame.on);
        return;
      case "seen":
        if (frame.conversation !== this.#id) return;
        this.#agentMarks = {
          delivered: Math.max(this.#agentMarks.delivered, frame.marks.delivered),
          read: Math.max(this.#agentMarks.read, frame.marks.read),
        };
        this.#changed();
        return;
      case "queue":
        if (frame.conversation !== this.#id) return;
        this.#queue = { place: frame.place, minutes: frame.minutes ?? null };
        this.#changed();
        return;
      case "heartbeat":
        this.clock.learn(frame.server_time);
        for (const { conversation, seq } of frame.last) {
          if (conversation === this.#id && seq > this.#log.cursor) this.#resubscribe();
        }
        return;
    }
  }

  #take(stretch: Extract<ServerFrame, { type: "entries" }>): void {
    if (stretch.conversation !== this.#id) return;
    const known = this.#log.entries.length;
    const applied = this.#log.apply(stretch);
    if (applied === "gap") {
      this.#resubscribe();
      return;
    }
    this.#asked = 0;
    if (applied === "known") return;
    const news = this.#log.entries.slice(known);
    this.#transcript = transcript(this.#log.entries);
    for (const entry of news) {
      if (entry.client_id) this.#outbox.arrived(entry.client_id);
      if (entry.what.kind === "said" && entry.what.agent) this.#theirTyping.forget();
    }
    this.#markRead();
    this.#seen.ask();
    this.#changed();
  }

  #markRead(): void {
    if (!this.#watching || this.#log.cursor <= this.#read) return;
    this.#read = this.#log.cursor;
    if (this.#id) this.options.store.set(`read.${this.#id}`, String(this.#read));
    this.#seen.ask();
  }

  /** Read in another tab, read in this one. */
  #readElsewhere(read: number): void {
    if (!(read > this.#read)) return;
    this.#read = read;
    this.#changed();
  }

  #unread(): number {
    return this.#transcript.items.filter(
      (item) => item.kind === "message" && item.from !== "visitor" && item.seq > this.#read,
    ).length;
  }

  #changed(): void {
    this.options.changed(this.snapshot());
  }
}
