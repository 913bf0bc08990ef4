import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { t } from "../messages/t";
import type { DialogueOutcome, StreamFile } from "./queries";
import { PUBLISH, statusOf } from "./status";

const PublishingDialog = lazy(() =>
  import("./PublishingDialog").then((module) => ({ default: module.PublishingDialog })),
);

export interface PublishingProps {
  outcome: DialogueOutcome;
  file: StreamFile;
  /** Whether there is little room: then it only publishes, by a small button. */
  small?: boolean;
  /** What comes first, such as saving; false: it can't be published now. */
  before?: () => Promise<boolean>;
  /** Word that it was published, or taken off its pages. */
  onDone?: () => void;
  /** Leads to a card that has a fault. */
  onCard?: (card: string) => void;
}

/** Puts a dialogue on its pages, and takes it off them; asks first, and says what stands against it. */
export function Publishing({ small = false, before, ...told }: PublishingProps) {
  const [asked, setAsked] = useState<"publish" | "unpublish" | null>(null);
  const { dialogue: row } = told.outcome;
  const status = statusOf(row);
  const asks = async () => {
    if (before === undefined || (await before())) setAsked("publish");
  };
  return (
    <>
      {row.status === "published" && !small ? (
        <Button variant="default" onClick={() => setAsked("unpublish")}>
          {t("dialogues.unpublish")}
        </Button>
      ) : null}
      {status === "published" ? null : (
        <Button size={small ? "xs" : "sm"} onClick={() => void asks()}>
          {t(PUBLISH[status])}
        </Button>
      )}
      {asked === null ? null : (
        <Suspense>
          <PublishingDialog {...told} asked={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  );
}
