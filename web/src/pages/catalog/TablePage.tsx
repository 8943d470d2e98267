import { Tabs } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useApi } from "../../api/queries";
import type { Column, TableDetail, TableVersion } from "../../api/types";
import { words } from "../../format/format";
import { useFormat } from "../../format/locale";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill, type Tone } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { DataTable } from "../../tables/DataTable";
import { RowsTable } from "../../tables/RowsTable";
import { LineageGraph } from "../pipelines/Lineage";

const tabs = ["columns", "rows", "lineage", "history"] as const;

export function TablePage() {
  const { table = "" } = useParams({ strict: false });
  const { tab } = useSearch({ strict: false });
  const navigate = useNavigate();
  const answer = useApi<TableDetail>(`tables/${table}`);
  return (
    <>
      <PageHeader title={table} note={answer.data?.summary.description}>
        <Link to="/catalog">All tables</Link>
      </PageHeader>
      <Answer of={answer} what={table} lines={8}>
        {detail => (
          <>
            <Summary detail={detail} />
            <Tabs value={tabs.find(one => one === tab) ?? "columns"} keepMounted={false} onChange={next => void navigate({ to: "/catalog/$table", params: { table }, search: old => ({ ...old, tab: next ?? undefined }), replace: true })}>
              <Tabs.List mb="sm">
                {tabs.map(one => (
                  <Tabs.Tab key={one} value={one}>
                    {words(one)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value="columns">
                <Columns detail={detail} />
                <RuleList detail={detail} />
              </Tabs.Panel>
              <Tabs.Panel value="rows">
                <TableRows key={table} table={table} />
              </Tabs.Panel>
              <Tabs.Panel value="lineage">
                <Neighbours detail={detail} />
              </Tabs.Panel>
              <Tabs.Panel value="history">
                <History table={table} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </Answer>
    </>
  );
}

function Summary({ detail }: { detail: TableDetail }) {
  const format = useFormat();
  const facts: [string, string][] = [
    ["One row is", detail.summary.grain ?? "–"],
    ["Key", detail.keys.join(", ") || "none"],
    ["Kept as", detail.summary.materialisation ?? "–"],
    ["Owner", detail.summary.owner ?? "–"],
    ["Rows", format.number(detail.summary.rows)],
    ["Size", format.bytes(detail.summary.bytes)],
    ["Version", detail.summary.version === null ? "–" : `${detail.summary.version}, of ${format.moment(detail.summary.updatedAt)}`],
  ];
  return (
    <Panel title="Table">
      <dl className="person">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {detail.kpi?.formula && (
          <div>
            <dt>Figure</dt>
            <dd>{detail.kpi.formula}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

const classes: Record<string, Tone> = { direct_identifier: "bad", quasi_identifier: "warn", clinical_narrative: "bad", sensitive_clinical: "warn", financial: "accent" };

export const ClassPill = ({ of }: { of: string | null | undefined }) => {
  if (!of) return <span className="dim">–</span>;
  return <Pill tone={classes[of.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase()] ?? "plain"}>{words(of)}</Pill>;
};

const answers = { yes: "Yes", some: "Some rows", mask: "Masked", hash: "As a key", no: "No" } as const;

function Columns({ detail }: { detail: TableDetail }) {
  const shownTo = detail.columns.some(column => column.shown);
  type Described = Column & { sources?: { table: string; column: string }[] };
  return (
    <Panel title="Columns" isFlush>
      <DataTable
        caption={`Columns of ${detail.summary.table}`}
        pageSize={50}
        rows={detail.columns as Described[]}
        rowKey={row => row.name}
        columns={[
          { title: "Column", value: row => row.name, render: row => <span className="mono">{row.name}</span> },
          { title: "Type", value: row => row.type, render: row => <span className="mono">{row.type}</span> },
          { title: "Unit", value: row => row.unit ?? null },
          { title: "Class", value: row => row.sensitivity ?? null, render: row => <ClassPill of={row.sensitivity} /> },
          ...(shownTo ? [{ title: "Shown to you", value: (row: Described) => row.shown ?? "yes", render: (row: Described) => answers[row.shown ?? "yes"] }] : []),
          { title: "What it is", value: row => row.description ?? null },
          { title: "From", value: row => row.sources?.map(source => `${source.table}.${source.column}`).join(", ") || null },
        ]}
      />
    </Panel>
  );
}

function RuleList({ detail }: { detail: TableDetail }) {
  return (
    <Panel title="Rules" isFlush>
      <DataTable
        caption={`Rules of ${detail.summary.table}`}
        rows={detail.rules}
        rowKey={row => row.name}
        empty={<Empty title="No rules">The table is made of tables that have them.</Empty>}
        columns={[
          { title: "Rule", value: row => row.name, render: row => <span className="mono">{row.name}</span> },
          { title: "Kind", value: row => row.type },
          { title: "Columns", value: row => row.columns?.join(", ") || null },
          { title: "Severity", value: row => row.severity, render: row => <Pill tone={row.severity === "error" ? "bad" : "warn"}>{row.severity}</Pill> },
          { title: "What fails", value: row => row.message },
        ]}
      />
    </Panel>
  );
}

function TableRows({ table }: { table: string }) {
  const { where } = useSearch({ strict: false });
  return (
    <Panel title="Rows" note="as the policies show them to you" isFlush>
      <RowsTable caption={`Rows of ${table}`} path={`tables/${table}/rows`} where={where} columns={column => !column.name.startsWith("_")} />
    </Panel>
  );
}

function Neighbours({ detail }: { detail: TableDetail }) {
  const layerOf = (table: string) => table.split(".")[0] ?? "";
  const tables = [...new Set([...detail.inputs, detail.summary.table, ...detail.readers])];
  return (
    <Panel title="Lineage" note={`made of ${detail.inputs.length}, read by ${detail.readers.length}`}>
      <LineageGraph
        around={detail.summary.table}
        lineage={{
          nodes: tables.map(table => ({ table, layer: layerOf(table), rows: table === detail.summary.table ? detail.summary.rows : null, updatedAt: null })),
          edges: [...detail.inputs.map(from => ({ from, to: detail.summary.table })), ...detail.readers.map(to => ({ from: detail.summary.table, to }))],
        }}
      />
      <dl className="facts">
        <dt>Made of</dt>
        <dd>{detail.inputs.join(", ") || "what arrived"}</dd>
        <dt>Read by</dt>
        <dd>{detail.readers.join(", ") || "nobody here"}</dd>
      </dl>
    </Panel>
  );
}

function History({ table }: { table: string }) {
  const format = useFormat();
  const answer = useApi<TableVersion[]>(`tables/${table}/history`);
  return (
    <Panel title="History" isFlush>
      <Answer of={answer} what="the history">
        {versions => (
          <DataTable
            caption={`Versions of ${table}`}
            rows={versions}
            rowKey={row => String(row.version)}
            sort={{ column: 0, isDescending: true }}
            empty={<Empty title="No versions yet" />}
            columns={[
              { title: "Version", value: row => row.version },
              { title: "At", value: row => row.at, render: row => format.moment(row.at), isNowrap: true },
              { title: "Operation", value: row => row.operation },
              { title: "Files added", value: row => row.filesAdded, isRight: true },
              { title: "Files removed", value: row => row.filesRemoved, isRight: true },
              { title: "Measures", value: row => Object.entries(row.metrics ?? {}).map(([name, value]) => `${name} ${value}`).join(", ") || null, render: row => <span className="mono">{Object.entries(row.metrics ?? {}).map(([name, value]) => `${name} ${value}`).join(", ") || "–"}</span> },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
