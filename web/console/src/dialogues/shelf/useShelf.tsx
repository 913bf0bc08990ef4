import { useMutation } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { neutralise } from "../../text/neutralise";
import { toast } from "../../ui/toasts";
import { changed, type DialogueRow } from "../queries";
import { shelfFault } from "./fault";
import { archive, restore } from "./queries";
import { ts } from "./texts";

const ShelfDialog = lazy(() => import("./ShelfDialog").then((module) => ({ default: module.ShelfDialog })));

/** Where a dialogue of the list goes. */
export type Move = "archive" | "restore" | "delete";

interface Shelf {
  move: (move: Move, row: DialogueRow) => void;
  /** What asks before something is lost, or taken off its pages; it stands outside of the list. */
  dialog: ReactNode;
}

/** Puts dialogues away, takes them back and deletes them; tells when one has left the list. */
export function useShelf(onGone: () => void): Shelf {
  const [asked, setAsked] = useState<{ move: "archive" | "delete"; row: DialogueRow } | null>(null);
  const gone = async (told: string) => {
    await changed();
    setAsked(null);
    onGone();
    toast(told);
  };
  const moving = useMutation({
    mutationFn: ({ move, id }: { move: "archive" | "restore"; id: string }) =>
      move === "archive" ? archive(id) : restore(id),
    onSuccess: ({ name }, { move }) =>
      gone(ts(move === "archive" ? "archived" : "restored", { name: neutralise(name) })),
    onError: (fault) => {
      void changed();
      toast(shelfFault(fault));
    },
  });
  return {
    move: (move, row) => {
      const asks = move === "delete" || (move === "archive" && row.status === "published");
      if (asks) setAsked({ move, row });
      else moving.mutate({ move, id: row.id });
    },
    dialog:
      asked === null ? null : (
        <Suspense>
          <ShelfDialog {...asked} onGone={gone} onClose={() => setAsked(null)} />
        </Suspense>
      ),
  };
}
