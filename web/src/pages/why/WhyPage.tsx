import "./why.css";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useApi } from "../../api/queries";
import type { Why } from "../../api/types";
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
      <Panel title={table} note={Object.entries(key).filter(([, value]) => value !== "").map(([name, value]) => `${name} = ${value}`).join(", ") || "all rows"}>
        <Answer of={answer} what="the rows" lines={8}>
          {why => (why.rowCount === 0 ? <Empty title="No rows stand behind this">The figure may have been recomputed since; go back and open it again.</Empty> : <Level why={why} depth={0} />)}
        </Answer>
      </Panel>
    </>
  );
}

function Level({ why, depth }: { why: Why; depth: number }) {
  const format = useFormat();
  const kept = why.columns.map((name, index) => ({ name, index })).filter(column => why.rows.some(row => row[column.index] !== null));
  return (
    <details className="why" open={depth < 2 || (why.records?.length ?? 0) > 0}>
      <summary>
        <strong>{why.table}</strong>{" "}
        <span className="dim">
          {format.number(why.rowCount)} {why.rowCount === 1 ? "row" : "rows"}
          {why.relation && `, ${why.relation}`}
        </span>
      </summary>
      {why.rows.map((row, index) => (
        <dl key={index} className="why-row">
          {kept.map(column => (
            <div key={column.name}>
              <dt>{column.name}</dt>
              <dd className={column.name.startsWith("_") ? "mono" : undefined}>{row[column.index] ?? none}</dd>
            </div>
          ))}
        </dl>
      ))}
      {why.rowCount > why.rows.length && <p className="dim">and {format.number(why.rowCount - why.rows.length)} more; the catalog has them all.</p>}
      {why.records?.map(record => (
        <div key={`${record.landingFile} ${record.position}`} className="why-record">
          <span className="dim">
            {record.name}, {record.line === null ? `record ${record.position}` : `line ${record.line}`}
          </span>
          <pre className="text" tabIndex={0} aria-label={`Record ${record.position} of ${record.name}, as it came`}>
            {record.text}
          </pre>
        </div>
      ))}
      {why.under.map((under, index) => (
        <Level key={`${under.table}-${index}`} why={under} depth={depth + 1} />
      ))}
    </details>
  );
}
