import "./why.css";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useApi } from "../../api/queries";
import type { Row, Why } from "../../api/types";
import { useFormat } from "../../format/locale";
import { none } from "../../format/format";
import { PageHeader } from "../../shell/PageHeader";
import { Panel } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";

/** From a figure to the rows it was made of, and on to the file and line that arrived. */
export function WhyPage() {
  const { table = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false });
  const key = search.key ?? {};
  const answer = useApi<Why>(`why/${table}`, key);
  return (
    <>
      <PageHeader title="Why this figure" note="Each level was computed from the one below it; the lowest is what arrived">
        <Link to="/catalog/$table" params={{ table }} search={{ tab: "rows", where: key }}>
          These rows in the catalog
        </Link>
      </PageHeader>
      <Panel title={table} note={Object.entries(key).map(([name, value]) => `${name} = ${value}`).join(", ") || "all rows"}>
        <Answer of={answer} what="the rows" lines={8}>
          {why => (why.rows.length === 0 && why.children.length === 0 ? <Empty title="No rows stand behind this">The figure may have been recomputed since; go back and open it again.</Empty> : <Level why={why} depth={0} />)}
        </Answer>
      </Panel>
    </>
  );
}

const shownRows = 5;

function Level({ why, depth }: { why: Why; depth: number }) {
  const format = useFormat();
  return (
    <details className="why" open={depth < 2}>
      <summary>
        <strong>{why.table}</strong>{" "}
        <span className="dim">
          {format.number(why.rows.length)} {why.rows.length === 1 ? "row" : "rows"}
        </span>
      </summary>
      {why.rows.slice(0, shownRows).map((row, index) => (
        <RowFacts key={index} row={row} />
      ))}
      {why.rows.length > shownRows && <p className="dim">and {format.number(why.rows.length - shownRows)} more; the catalog has them all.</p>}
      {why.children.map((child, index) => (
        <Level key={`${child.table}-${index}`} why={child} depth={depth + 1} />
      ))}
    </details>
  );
}

const RowFacts = ({ row }: { row: Row }) => (
  <dl className="why-row">
    {Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={name.startsWith("_") ? "mono" : undefined}>{value === null ? none : String(value)}</dd>
        </div>
      ))}
  </dl>
);
