import type { components } from "@frontdesk/api";
import type { TransportEvents, Way, Ways } from "@frontdesk/widget/src/core/transport";

type Schemas = components["schemas"];
type Told = Schemas["TestChatTold"];
type Entry = Schemas["VisitorEntry"];
type Frame = Schemas["VisitorFrame"];
export type TestAnswer = Schemas["TestAnswer"];

/** The test's conversation, by which the widget calls it; the server has none. */
const CONVERSATION = "00000000-0000-4000-8000-000000000000";
/** For how long the widget offers to talk again after a cancel. */
const AGAIN_MS = 24 * 3_600_000;

interface TestSessionOptions {
  /** Runs the draft on these answers. */
  run: (answers: readonly TestAnswer[]) => Promise<Told>;
  /** What was told last. */
  told: (told: Told) => void;
  failed: (fault: unknown) => void;
}

/**
 * The far end of the widget while a draft is tried: it answers the widget's frames from what the server says that the
 * draft would do. Nothing is kept but the answers, here.
 */
export class TestSession {
  /** What was answered and taken. */
  answers: readonly TestAnswer[];
  readonly ways: Ways;
  /** What visitors do after an agent was asked for is not run: it is played. */
  #played: Entry["what"][] = [];
  #options: TestSessionOptions;
  #looked: Promise<Told> | null = null;

  constructor(answers: readonly TestAnswer[], options: TestSessionOptions) {
    this.answers = answers;
    this.#options = options;
    const way: Way = (_origin, _token, events) => this.#open(events);
    this.ways = { socket: way, poll: way };
  }

  /** What the widget begins with. */
  static show(): Schemas["Show"] {
    return { kind: "conversation", conversation: CONVERSATION, over: false, read: 0, unread: 0 };
  }

  /** Runs the draft on what was answered; what comes of it is what the widget is told first. */
  async look(): Promise<void> {
    this.#looked = this.#options.run(this.answers);
    this.#take(await this.#looked);
  }

  /** What no longer fits the draft is forgotten, so that what is answered next does. */
  #take(told: Told): void {
    this.answers = this.answers.slice(0, told.taken);
    this.#options.told(told);
  }

  #open(events: TransportEvents): ReturnType<Way> {
    let over = false;
    let commands = Promise.resolve();
    const inTurn = (work: () => Promise<void> | void) => {
      commands = commands.then(() => (over ? undefined : work())).catch(this.#options.failed);
    };
    queueMicrotask(() => {
      if (over) return;
      events.ready();
      events.proven();
    });
    return {
      send: (frame) => inTurn(() => this.#hear(frame, events)),
      close: () => {
        over = true;
      },
    };
  }

  async #hear(frame: Frame, events: TransportEvents): Promise<void> {
    switch (frame.type) {
      case "subscribe":
        return this.#tell(events, frame.after);
      case "answer": {
        const { client_id, card, answer } = frame;
        return this.#answer({ client_id, card, answer }, events);
      }
      case "cancel":
        this.#played.push({
          kind: "ended",
          outcome: "cancelled",
          again_until: new Date(Date.now() + AGAIN_MS).toISOString(),
        });
        return this.#acknowledge(frame.client_id, events);
      case "talk_again":
        this.#played.push({ kind: "connecting" });
        return this.#acknowledge(frame.client_id, events);
      case "say":
      case "end":
      case "open":
        return this.#refuse(frame.client_id, events);
    }
  }

  async #answer(answer: TestAnswer, events: TransportEvents): Promise<void> {
    const answers = [...this.answers, answer];
    const told = await this.#options.run(answers);
    const { client_id } = answer;
    if (told.taken < answers.length) {
      this.#refuse(client_id, events);
    } else {
      this.answers = answers;
      events.frame({ type: "ack", client_id, conversation: CONVERSATION, seq: told.last });
    }
    this.#options.told(told);
    this.#entries(told, events, 0);
  }

  /** The draft no longer asks this, or it is nothing to be done in a test. */
  #refuse(client_id: string, events: TransportEvents): void {
    events.frame({ type: "refused", client_id, conversation: null, code: "conflict", message: "" });
  }

  async #acknowledge(client_id: string, events: TransportEvents): Promise<void> {
    const told = await this.#options.run(this.answers);
    const seq = told.last + this.#played.length;
    events.frame({ type: "ack", client_id, conversation: CONVERSATION, seq });
    this.#entries(told, events, 0);
  }

  async #tell(events: TransportEvents, after: number): Promise<void> {
    const told = await (this.#looked ?? this.#options.run(this.answers));
    this.#looked = null;
    this.#take(told);
    this.#entries(told, events, after);
  }

  #entries(told: Told, events: TransportEvents, after: number): void {
    const at = new Date().toISOString();
    const played = this.#played.map((what, place): Entry => {
      return { seq: told.last + place + 1, at, client_id: null, what };
    });
    const entries = [...told.entries, ...played].filter(({ seq }) => seq > after);
    const upto = told.last + played.length;
    events.frame({ type: "entries", conversation: CONVERSATION, after, upto, entries });
  }
}
