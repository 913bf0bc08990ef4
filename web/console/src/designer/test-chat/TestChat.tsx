import { Button, CloseButton, Switch, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { faultText } from "../../session/api";
import { attributesQuery } from "../../settings/attributes/queries";
import { AnswerPart } from "../../settings/routing/whatif/AnswerPart";
import { isUsable, type Known, KnownField } from "../../settings/routing/whatif/KnownField";
import { Fault } from "../../ui/Fault";
import { Icon } from "../../ui/Icon";
import { useSaverState, useStream } from "../EditorContext";
import { ChatFrame } from "./ChatFrame";
import { run, type Told } from "./queries";
import { Steps } from "./Steps";
import classes from "./TestChat.module.css";
import { type TestAnswer, TestSession } from "./TestSession";
import { tt } from "./texts";

/** How long the draft rests before it is run anew: who types is not interrupted at every letter. */
const RESTS_MS = 500;

interface TestChatProps {
  /** The card where the test stands; null at the end of a branch. */
  onAt: (card: string | null) => void;
  onClose: () => void;
}

/** The draft as a visitor would have it (`STREAM-6`): nobody is asked, nothing is counted. */
export function TestChat({ onAt, onClose }: TestChatProps) {
  const { id } = useSaverState((state) => state.draft.dialogue);
  const { data: attributes = [] } = useQuery(attributesQuery);
  const [file] = useDebouncedValue(useStream(), RESTS_MS);
  const [known, setKnown] = useState<readonly Known[]>([]);
  const [page, setPage] = useState("");
  const [proven, setProven] = useState(false);
  const [as] = useDebouncedValue(
    useMemo(() => ({ known, page, proven }), [known, page, proven]),
    RESTS_MS,
  );
  const [told, setTold] = useState<Told | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const answers = useRef<readonly TestAnswer[]>([]);
  const [turn, setTurn] = useState(0);
  const [ready, setReady] = useState<TestSession | null>(null);
  const place = useRef<HTMLElement>(null);

  // A changed draft, or another visitor, is run anew on the same answers, as far as they fit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn begins anew
  const session = useMemo(() => {
    const values = as.known.flatMap(({ attribute, value }) => {
      return value.trim() === "" ? [] : [{ attribute, value }];
    });
    const made: TestSession = new TestSession(answers.current, {
      run: async (given) => {
        const told = await run(id, {
          file,
          known: values,
          page: as.page,
          proven: as.proven,
          answers: [...given],
        });
        setFault(null);
        return told;
      },
      told: (told) => {
        answers.current = made.answers;
        setTold(told);
      },
      failed: setFault,
    });
    return made;
  }, [id, file, as, turn]);

  useEffect(() => {
    let over = false;
    session.look().then(
      () => over || setReady(session),
      (fault: unknown) => {
        if (over) return;
        setFault(fault);
        setReady(null);
        setTold(null);
      },
    );
    return () => {
      over = true;
    };
  }, [session]);
  const at = told?.at ?? null;
  useEffect(() => onAt(at), [at, onAt]);
  useEffect(() => () => onAt(null), [onAt]);
  useEffect(() => place.current?.focus(), []);

  const again = (keep: number) => {
    answers.current = answers.current.slice(0, keep);
    setTurn((turn) => turn + 1);
  };
  const given = told?.taken ?? 0;
  return (
    <section ref={place} className={classes.test} aria-label={tt("title")} tabIndex={-1}>
      <header className={classes.head}>
        <h2>{tt("title")}</h2>
        <Button variant="default" size="compact-sm" disabled={given === 0} onClick={() => again(given - 1)}>
          {tt("back")}
        </Button>
        <Button variant="default" size="compact-sm" disabled={given === 0} onClick={() => again(0)}>
          {tt("restart")}
        </Button>
        <CloseButton aria-label={tt("close")} onClick={onClose} />
      </header>
      <p className={classes.hint}>{tt("hint")}</p>
      <details className={classes.visitor}>
        <summary>
          <Icon name="user" size={16} />
          {tt("visitor")}
        </summary>
        <KnownField
          known={known}
          attributes={attributes}
          marked={!isUsable(known, attributes)}
          onChange={setKnown}
        />
        <TextInput
          label={tt("page")}
          placeholder="https://www.example.com/pricing"
          value={page}
          onChange={(event) => setPage(event.currentTarget.value)}
          spellCheck={false}
        />
        <Switch
          label={tt("proven")}
          description={tt("provenHint")}
          checked={proven}
          onChange={(event) => setProven(event.currentTarget.checked)}
        />
      </details>
      <Fault text={fault === null ? null : faultText(fault)} />
      {ready === null || told === null ? null : <ChatFrame session={ready} {...told.settings} />}
      {told === null ? null : (
        <>
          <Steps steps={told.unseen} />
          {told.routing == null ? null : <AnswerPart told={told.routing} />}
        </>
      )}
    </section>
  );
}
