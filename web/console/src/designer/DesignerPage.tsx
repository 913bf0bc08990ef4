import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { DialogueFault } from "../dialogues/DialogueFault";
import { Loading } from "../shell/Loading";
import { Needs } from "../shell/Needs";
import { draftQuery } from "./queries";

// A step of its own: the shell lists all that a page loads, and this is much.
const Designer = lazy(() => import("./Designer").then((module) => ({ default: module.Designer })));

/** Where a dialogue's stream is designed. */
export function DesignerPage() {
  const { dialogue } = useParams({ strict: false });
  return (
    <Needs permission="view_dialogues">
      {dialogue === undefined ? null : <Loaded key={dialogue} id={dialogue} />}
    </Needs>
  );
}

function Loaded({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(draftQuery(id));
  if (data !== undefined) {
    return (
      <Suspense fallback={<Loading />}>
        <Designer draft={data} />
      </Suspense>
    );
  }
  if (error === null) return <Loading />;
  return <DialogueFault error={error} onRetry={() => void refetch()} />;
}
