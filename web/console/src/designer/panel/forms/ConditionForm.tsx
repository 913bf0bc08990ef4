import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { CriteriaField, kindIn } from "../../../criteria/CriteriaField";
import { type Criteria, faultsOf, type GroupDraft, toCriteria, toDraft } from "../../../criteria/draft";
import { attributesQuery } from "../../../settings/attributes/queries";
import { same } from "../../core/canonical";
import { waysOf } from "../../core/kinds";
import type { BranchRow } from "../../core/stream";
import { useEditor } from "../../EditorContext";
import { td } from "../../texts";
import classes from "../Panel.module.css";
import { Rows } from "../Rows";
import { WayField } from "../WayField";
import type { FormProps } from "./Form";

/** Branches with their criteria; the first whose criteria hold is taken. */
export function ConditionForm({ card, onChange }: FormProps<"condition">) {
  const { readOnly } = useEditor();
  const ways = waysOf(card);
  const otherwise = ways.at(-1);
  const change = (at: number, next: Partial<BranchRow>, field: string) => {
    const branches = card.branches.map((row, each) => (each === at ? { ...row, ...next } : row));
    onChange({ ...card, branches }, `${field} ${at}`);
  };
  return (
    <>
      <Rows
        label={td("branches")}
        rows={card.branches}
        nameOf={({ label }, at) => label.trim() || td("branchNumber", { number: at + 1 })}
        add={td("addBranch")}
        fresh={() => ({
          label: td("branchNumber", { number: card.branches.length + 1 }),
          criteria: { all: [] },
        })}
        removing={(name) => td("removeBranch", { name })}
        readOnly={readOnly}
        onChange={(branches) => onChange({ ...card, branches }, null)}
      >
        {({ label, criteria }, at) => (
          <>
            <TextInput
              label={td("branchName", { number: at + 1 })}
              value={label}
              dir="auto"
              onChange={(event) => change(at, { label: event.currentTarget.value }, "label")}
            />
            <CriteriaPart
              criteria={criteria}
              onChange={(next) => change(at, { criteria: next }, "criteria")}
            />
            {ways[at] === undefined ? null : <WayField card={card.id} way={ways[at]} />}
          </>
        )}
      </Rows>
      {otherwise === undefined ? null : <WayField card={card.id} way={otherwise} />}
    </>
  );
}

interface CriteriaPartProps {
  criteria: Criteria;
  onChange: (criteria: Criteria) => void;
}

/** Criteria while they are edited: what is no criteria yet is kept beside them. */
function CriteriaPart({ criteria, onChange }: CriteriaPartProps) {
  const { data: attributes = [] } = useQuery(attributesQuery);
  const [draft, setDraft] = useState<GroupDraft>(() => toDraft(criteria));
  const told = toCriteria(draft) ?? { all: [] };
  // Undo, or somebody else, has changed them.
  const shown = same(grouped(told), grouped(criteria)) ? draft : toDraft(criteria);
  const faults = useMemo(() => faultsOf(shown, (name) => kindIn(attributes, name)), [shown, attributes]);
  if (shown !== draft) setDraft(shown);
  return (
    <div className={classes.criteria}>
      <CriteriaField
        group={shown}
        attributes={attributes}
        faults={faults}
        onChange={(next) => {
          setDraft(next);
          onChange(toCriteria(next) ?? { all: [] });
        }}
      />
    </div>
  );
}

/** A single test and a group of it mean the same. */
function grouped(criteria: Criteria): Criteria {
  return "test" in criteria ? { all: [criteria] } : criteria;
}
