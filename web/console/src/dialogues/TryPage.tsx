import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { faultText } from "../session/api";
import { neutralise } from "../text/neutralise";
import { ta } from "./audience-texts";
import classes from "./Dialogues.module.css";
import { matchTarget, type TargetQuestion } from "./queries";
import { targetLines } from "./targetLines";

/** Whether a page would show the dialogue by what stands in the form around it, and which line says so (`TARGET-1`). */
export function TryPage() {
  const field = useRef<HTMLInputElement>(null);
  const asking = useMutation({
    mutationFn: async (question: TargetQuestion) => told(question, await matchTarget(question)),
  });
  const ask = () => {
    const form = field.current?.form;
    if (!form) return;
    const written = new FormData(form);
    const lines = (name: string) => targetLines(String(written.get(name) ?? "")).map(({ target }) => target);
    const url = field.current?.value ?? "";
    asking.mutate({ targets: lines("targets"), exclusions: lines("exclusions"), url });
  };
  return (
    <div className={classes.asked}>
      <TextInput
        ref={field}
        label={ta("tryPage")}
        description={ta("tryPageHint")}
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={8000}
        error={asking.error === null ? null : faultText(asking.error)}
        onKeyDown={(event) => {
          // Else the whole form would be saved.
          if (event.key !== "Enter") return;
          event.preventDefault();
          ask();
        }}
      />
      <div>
        <Button variant="default" onClick={ask} loading={asking.isPending}>
          {ta("tryPageAsk")}
        </Button>
      </div>
      <p role="status">{asking.data ?? null}</p>
    </div>
  );
}

function told(
  { targets, exclusions }: TargetQuestion,
  { is_page, target, exclusion }: Awaited<ReturnType<typeof matchTarget>>,
): string {
  if (!is_page) return ta("noPage");
  const line = (lines: readonly string[], at: number) => neutralise(lines[at] ?? "");
  if (exclusion !== null && exclusion !== undefined)
    return ta("excludes", { line: line(exclusions, exclusion) });
  if (target !== null && target !== undefined) return ta("shows", { line: line(targets, target) });
  return ta("neither");
}
