import { createStore, type StoreApi } from "zustand/vanilla";
import { Commands, type Result } from "./Commands";
import { addStretch, EMPTY_LOG } from "./ConversationLog";
import { applyDesk, dropOffer, ringing } from "./Desk";
import { type DeskState, EMPTY_STATE, inView, logOf, withMember, without } from "./DeskState";
import { Drafts } from "./Drafts";
import { newClientId } from "./newClientId";
import { Outbox, type OutboxItem } from "./Outbox";
import { SeenReporter } from "./SeenReporter";
import { type Connection, SocketClient, type SocketLike } from "./SocketClient";
import { TypingReporter } from "./TypingReporter";
import type { Bye, ClientFrame, Code, OfferRow, ServerFrame, Stretch, TransferTo } from "./wire";

export interface DeskSessionOptions {
  user: string;
  open: () => SocketLike;
  storage: Storage | null;
  /** The session is over. */
  onSignedOut: () => void;
  /** This page is of another version than the server. */
  onWrongProtocol: () => void;
  /** A connection was closed before its welcome. */
  onSocketRefused: () => void;
  /** Something that was sent will not be done, and has no place of its own on the screen. */
  onFailed: (item: OutboxItem, code: Code) => void;
}

const TYPING_FOR_MS = 6000;
/** How long after its deadline an offer may stand when the desk does not say that it is gone. */
const GRACE_MS = 2000;
/** Browsers take longer timers for none at all. */
const LONGEST_MS = 60_000;

/** One agent's live desk: the socket, the logs and what is on its way, as one store for the screens. */
export class DeskSession {
  readonly store: StoreApi<DeskState> = createStore<DeskState>(() => EMPTY_STATE);
  readonly drafts: Drafts;
  readonly typing: TypingReporter;
  readonly outbox: Outbox;
  #options: DeskSessionOptions;
  #socket: SocketClient;
  #commands: Commands;
  #seen: SeenReporter;
  #subscribed = new Set<string>();
  #asking = new Set<string>();
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #typingTimers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(options: DeskSessionOptions) {
    this.#options = options;
    const send = (frame: ClientFrame) => this.#socket.send(frame);
    this.#socket = new SocketClient({
      open: options.open,
      onFrame: (frame) => this.#frame(frame),
      onState: (state) => this.#connection(state),
      onFinal: (bye) => this.#stopped(bye),
      onRefused: options.onSocketRefused,
    });
    this.#commands = new Commands(send);
    this.#seen = new SeenReporter(send);
    this.typing = new TypingReporter(send);
    this.drafts = new Drafts(options.storage, options.user);
    this.outbox = new Outbox({
      user: options.user,
      storage: options.storage,
      now: () => this.serverNow(),
      newId: newClientId,
      send: ({ kind, clientId, conversation, text }) =>
        send(
          kind === "say"
            ? { type: "say", client_id: clientId, conversation, text }
            : { type: "end", client_id: clientId, conversation },
        ),
      onChange: (outbox) => this.#set({ outbox }),
    });
  }

  start(): void {
    this.#socket.start();
  }

  stop(): void {
    clearTimeout(this.#deadline);
    this.#socket.stop();
  }

  nudge(): void {
    this.#socket.nudge();
  }

  /** Now by the server's clock, in ms. */
  serverNow(): number {
    return Date.now() + this.#state.clockOffset;
  }

  /** Which conversation is on the screen, and whether the screen can be seen. */
  look(at: { viewed?: string | null; visible?: boolean }): void {
    const left = at.viewed === undefined || at.viewed === this.#state.viewed ? null : this.#state.viewed;
    this.#set(at);
    if (left !== null) this.typing.stopped();
    this.#subscribe();
    this.#markSeen();
  }

  say(conversation: string, text: string): void {
    this.typing.stopped();
    this.outbox.add(conversation, "say", text);
  }

  end(conversation: string): void {
    this.outbox.add(conversation, "end");
  }

  /** Takes a chat that is offered, or not; `reason` is for colleagues' eyes, and only with a refusal. */
  async answer(type: "accept" | "decline", { conversation, offer }: OfferRow, reason = ""): Promise<Result> {
    this.#set({ answering: { ...this.#state.answering, [conversation]: type } });
    const command = { client_id: newClientId(), conversation, offer };
    const result = await this.#commands.run(
      type === "accept" ? { type, ...command } : { type, ...command, reason },
    );
    this.#set({ answering: without(this.#state.answering, conversation) });
    const row = this.#state.desk.offers[conversation];
    // Done, or gone: the desk will say so too, but the banner need not stand until then.
    if (row?.offer === offer && (result.ok || result.code === "offer_gone" || result.code === "not_found")) {
      this.#set({ desk: dropOffer(this.#state.desk, conversation) });
    }
    return result;
  }

  /** Hands a chat over (`ROUTE-13`). */
  transfer(conversation: string, to: TransferTo, note: string): Promise<Result> {
    return this.#commands.run({ type: "transfer", client_id: newClientId(), conversation, to, note });
  }

  /** No longer hands it over. */
  takeBack(conversation: string): Promise<Result> {
    return this.#commands.run({ type: "take_back", client_id: newClientId(), conversation });
  }

  async setAvailable(available: boolean): Promise<Result> {
    this.#set({ wished: available });
    const result = await this.#commands.run({ type: "set_available", client_id: newClientId(), available });
    if (this.#state.wished === available) {
      const { desk } = this.#state;
      const status = { ...desk.status, available };
      this.#set({ wished: null, desk: result.ok ? { ...desk, status } : desk });
    }
    return result;
  }

  /** Takes back what was chosen against the schedule. */
  followSchedule(): Promise<Result> {
    return this.#commands.run({ type: "follow_schedule", client_id: newClientId() });
  }

  get #state(): DeskState {
    return this.store.getState();
  }

  #set(part: Partial<DeskState>): void {
    this.store.setState(part);
  }

  #connection(connection: Connection): void {
    this.#set({ connection });
    if (connection === "open") {
      this.#set({ wasOpen: true });
      this.#subscribe();
      this.#commands.connected();
      this.outbox.connected();
      this.#seen.connected();
    } else {
      this.#subscribed.clear();
      this.#asking.clear();
      this.outbox.disconnected();
    }
  }

  #stopped(bye: Bye): void {
    if (bye.code === "signed_out") this.#options.onSignedOut();
    else {
      this.#set({ stoppedBy: bye });
      if (bye.code === "wrong_protocol") this.#options.onWrongProtocol();
    }
  }

  #frame(frame: ServerFrame): void {
    switch (frame.type) {
      case "welcome":
        this.#clock(frame.server_time);
        return;
      case "heartbeat":
        this.#clock(frame.server_time);
        for (const { conversation, seq } of frame.last) {
          if (seq > logOf(this.#state, conversation).cursor) this.#ask(conversation);
        }
        return;
      case "desk":
        this.#set({ desk: applyDesk(this.#state.desk, frame) });
        this.#dropOverdue();
        this.#subscribe();
        this.#markSeen();
        return;
      case "entries":
        this.#entries(frame);
        return;
      case "ack":
        if (!this.outbox.acknowledged(frame.client_id, frame.seq ?? null)) {
          this.#commands.acknowledged(frame.client_id);
        }
        return;
      case "refused":
        this.#refused(frame.client_id ?? null, frame.conversation ?? null, frame.code, frame.message);
        return;
      case "opened":
        this.#set({
          desk: {
            ...this.#state.desk,
            cards: { ...this.#state.desk.cards, [frame.conversation]: frame.visitor },
          },
        });
        return;
      case "typing":
        this.#visitorTypes(frame.conversation, frame.on);
        return;
      case "seen": {
        const known = this.#state.marks[frame.conversation] ?? { delivered: 0, read: 0 };
        const delivered = Math.max(known.delivered, frame.marks.delivered, frame.marks.read);
        const read = Math.max(known.read, frame.marks.read);
        this.#set({ marks: { ...this.#state.marks, [frame.conversation]: { delivered, read } } });
        return;
      }
      default:
    }
  }

  /** `ROUTE-7`: from its deadline on an offer can't be accepted; without a connection nobody else would say so. */
  #dropOverdue(): void {
    clearTimeout(this.#deadline);
    const [first] = ringing(this.#state.desk);
    if (!first) return;
    const left = Date.parse(first.until) + GRACE_MS - this.serverNow();
    if (left > 0) {
      this.#deadline = setTimeout(() => this.#dropOverdue(), Math.min(left, LONGEST_MS));
      return;
    }
    this.#set({ desk: dropOffer(this.#state.desk, first.conversation) });
    this.#dropOverdue();
  }

  #clock(serverTime: string): void {
    this.#set({ clockOffset: Date.parse(serverTime) - Date.now() });
  }

  #entries(stretch: Stretch): void {
    const { conversation } = stretch;
    // Left meanwhile: what still comes of it would be a log without its beginning.
    if (!this.#subscribed.has(conversation)) return;
    const { log, gap } = addStretch(this.#state.logs[conversation] ?? EMPTY_LOG, stretch);
    if (gap) {
      if (!this.#asking.has(conversation)) this.#ask(conversation);
      return;
    }
    this.#asking.delete(conversation);
    this.#set({
      logs: { ...this.#state.logs, [conversation]: log },
      missing: withMember(this.#state.missing, conversation, false),
    });
    const own = stretch.entries.flatMap((entry) => (entry.client_id ? [entry.client_id] : []));
    this.outbox.logged(conversation, new Set(own), log.cursor);
    if (stretch.entries.some((entry) => entry.what.kind === "visitor_said")) {
      this.#visitorTypes(conversation, false);
    }
    this.#markSeen();
  }

  #refused(clientId: string | null, conversation: string | null, code: Code, message: string): void {
    if (clientId === null) {
      if ((code === "not_found" || code === "forbidden") && conversation) {
        this.#set({ missing: withMember(this.#state.missing, conversation, true) });
      }
      return;
    }
    const item = this.outbox.refused(clientId, code);
    if (!item) this.#commands.refused(clientId, code, message);
    else if (item.kind === "end" && !this.outbox.items.includes(item)) this.#options.onFailed(item, code);
  }

  #visitorTypes(conversation: string, on: boolean): void {
    clearTimeout(this.#typingTimers.get(conversation));
    if (on) {
      const forget = () => this.#visitorTypes(conversation, false);
      this.#typingTimers.set(conversation, setTimeout(forget, TYPING_FOR_MS));
    }
    this.#set({ typing: withMember(this.#state.typing, conversation, on) });
  }

  /** Follows every chat of the desk, so that opening one needs no waiting, and the one on the screen. */
  #subscribe(): void {
    if (this.#state.connection !== "open") return;
    const { desk, viewed } = this.#state;
    const wanted = new Set(Object.keys(desk.chats));
    if (viewed !== null) wanted.add(viewed);
    for (const conversation of wanted) {
      if (!this.#subscribed.has(conversation)) this.#ask(conversation);
    }
    for (const conversation of Object.keys(this.#state.logs)) {
      if (!wanted.has(conversation) && desk.loaded) this.#leave(conversation);
    }
  }

  #ask(conversation: string): void {
    const { cursor } = logOf(this.#state, conversation);
    if (!this.#socket.send({ type: "subscribe", conversation, after: cursor })) return;
    this.#subscribed.add(conversation);
    this.#asking.add(conversation);
  }

  #leave(conversation: string): void {
    if (this.#subscribed.delete(conversation)) this.#socket.send({ type: "unsubscribe", conversation });
    this.#seen.forget(conversation);
    this.#set({
      logs: without(this.#state.logs, conversation),
      marks: without(this.#state.marks, conversation),
    });
  }

  #markSeen(): void {
    const { desk, logs, readTo } = this.#state;
    const seen = inView(this.#state);
    for (const conversation of Object.keys(desk.chats)) {
      const log = logs[conversation];
      if (!log?.loaded) continue;
      const read = conversation === seen ? log.cursor : (readTo[conversation] ?? 0);
      if (read > (readTo[conversation] ?? 0)) {
        this.#set({ readTo: { ...this.#state.readTo, [conversation]: read } });
      }
      this.#seen.note(conversation, log.cursor, read);
    }
  }
}
