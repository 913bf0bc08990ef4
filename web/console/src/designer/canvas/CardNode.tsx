import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { neutralise } from "../../text/neutralise";
import { Icon } from "../../ui/Icon";
import { kindTitle, wayTitle } from "../cardTitle";
import { wayId } from "../core/graph";
import { KINDS, waysOf, wordsOf } from "../core/kinds";
import { Glyph } from "../Glyph";
import { td } from "../texts";
import classes from "./Canvas.module.css";
import type { CardNodeType } from "./nodesOf";

/** A card on the canvas, each of its ways out with a place to draw from. */
export const CardNode = memo(function CardNode({ data, isConnectable }: NodeProps<CardNodeType>) {
  const { card, faults, warnings, first, lit } = data;
  const ways = waysOf(card);
  const single = ways.length === 1 && ways[0]?.mayEnd === true ? ways[0] : null;
  const pokes = "poke" in card && card.poke === true;
  const words = neutralise(wordsOf(card));
  const handle = (key: string) => (
    <Handle
      type="source"
      position={Position.Right}
      id={key}
      isConnectable={isConnectable}
      className={classes.handle}
      data-way={wayId({ card: card.id, key })}
    />
  );
  return (
    <div className={classes.card} data-kind={card.kind} data-lit={lit || undefined} data-faulty={faults > 0}>
      <Handle
        type="target"
        position={Position.Left}
        id="in"
        isConnectable={isConnectable}
        className={classes.target}
      />
      <div className={classes.head} data-way={single ? wayId({ card: card.id, key: single.key }) : undefined}>
        <Glyph name={card.kind} size={16} />
        <strong>{kindTitle(card.kind)}</strong>
        {first ? <span className={classes.mark}>{td("start")}</span> : null}
        {pokes ? (
          <span className={classes.mark} data-mark="poke">
            {td("pokes")}
          </span>
        ) : null}
        {faults > 0 ? (
          <span className={classes.badge} data-badge="faults">
            <Icon name="alert" size={12} />
            <span className="fd-unseen">{td("faultsHere")}</span> {faults}
          </span>
        ) : null}
        {warnings > 0 ? (
          <span className={classes.badge} data-badge="warnings">
            <Icon name="alert" size={12} />
            <span className="fd-unseen">{td("warningsHere")}</span> {warnings}
          </span>
        ) : null}
        {single === null ? null : handle(single.key)}
      </div>
      {/* What branches by what is known has no words but those of its branches. */}
      {single === null && !KINDS[card.kind].speaks ? null : (
        <p className={classes.words} dir="auto" data-blank={words === "" || undefined}>
          {words === "" ? td("blank") : words}
        </p>
      )}
      {single === null && ways.length > 0 ? (
        <ul className={classes.ways}>
          {ways.map((way) => (
            <li key={way.key} data-way={wayId({ card: card.id, key: way.key })} data-free={way.to === null}>
              <span dir="auto">{neutralise(wayTitle(way))}</span>
              {handle(way.key)}
            </li>
          ))}
        </ul>
      ) : null}
      {KINDS[card.kind].leads ? null : <p className={classes.last}>{td("lastCard")}</p>}
    </div>
  );
});
