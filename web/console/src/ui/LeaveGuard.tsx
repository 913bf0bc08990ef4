import { useBlocker } from "@tanstack/react-router";
import { Confirm } from "./Dialog";

interface LeaveGuardProps {
  unsaved: boolean;
  /** Tries to save before it asks; whether all is saved then. */
  save?: () => Promise<boolean>;
  title: string;
  text: string;
  /** What is pressed to leave. */
  go: string;
}

/** Asks before what is not saved is lost, by a way within the console or out of it. */
export function LeaveGuard({ unsaved, save, title, text, go }: LeaveGuardProps) {
  const { proceed, reset, status } = useBlocker({
    shouldBlockFn: async () => unsaved && !(await save?.()),
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  if (status !== "blocked") return null;
  return (
    <Confirm
      title={title}
      text={text}
      go={go}
      ends
      busy={false}
      fault={null}
      onGo={proceed}
      onClose={reset}
    />
  );
}
