import { Button, Tabs } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import { client, useApi } from "../../api/queries";
import type { QualityRule, QualityScore, QuarantineGroup } from "../../api/types";
import { Chart } from "../../charts/Chart";
import { Figure, Figures } from "../../figures/Figure";
import { useFormat } from "../../format/locale";
import { PeriodFilter, useFilters } from "../../shell/filters";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { DataTable } from "../../tables/DataTable";
import { RowsTable } from "../../tables/RowsTable";

const views = ["scores", "rules", "quarantine"] as const;

export function Quality() {
  const { view } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title="Data quality" note="How far each table can be trusted, what failed, and the rows that wait">
        <PeriodFilter />
      </PageHeader>
      <Tabs value={views.find(one => one === view) ?? "scores"} onChange={next => void navigate({ to: "/quality", search: old => ({ ...old, view: next ?? undefined }), replace: true })} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="scores">Scores</Tabs.Tab>
          <Tabs.Tab value="rules">Rules</Tabs.Tab>
          <Tabs.Tab value="quarantine">Quarantine</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="scores">
          <Scores />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <Rules />
        </Tabs.Panel>
        <Tabs.Panel value="quarantine">
          <Quarantine />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

const dimensions = [
  ["completeness", "Completeness", "values present / values asked for by the table's not-null rules"],
  ["validity", "Validity", "values that keep to type, range, pattern and code list / values checked"],
  ["uniqueness", "Uniqueness", "rows whose key is theirs alone / rows"],
  ["consistency", "Consistency", "rows that keep to the rules between columns and tables / rows checked"],
  ["timeliness", "Timeliness", "rows that arrived within the source's agreed time / rows"],
] as const;

function Scores() {
  const format = useFormat();
  const { from, to } = useFilters();
  const answer = useApi<QualityScore[]>("quality/scores");
  return (
    <Answer of={answer} what="the scores" lines={8}>
      {all => {
        const scores = all.filter(score => (!from || score.day.slice(0, 7) >= from) && (!to || score.day.slice(0, 7) <= to));
        if (scores.length === 0) return <Panel title="Scores"><Empty title="No scores in this period">Each run adds the day's scores; choose another period or run the pipeline.</Empty></Panel>;
        const days = [...new Set(scores.map(score => score.day))].sort();
        const last = days[days.length - 1] ?? "";
        const latest = scores.filter(score => score.day === last);
        const mean = (rows: QualityScore[], name: keyof QualityScore) => {
          const known = rows.map(row => row[name]).filter(value => typeof value === "number");
          return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
        };
        return (
          <>
            <Figures label="Scores of the last day" isSmall>
              {dimensions.map(([name, title, formula]) => (
                <Figure
                  key={name}
                  definition={{ title, formula: `${formula}; mean over tables`, unit: "per cent", basis: `the runs of ${format.date(last)}` }}
                  values={[{ text: format.rate(mean(latest, name)) }]}
                  foot={<span>{format.date(last)}</span>}
                  rows={<a href="#scores">Tables</a>}
                />
              ))}
            </Figures>
            {days.length > 1 && (
              <Chart
                kind="line"
                definition={{ title: "Overall score by day", formula: "mean of the five dimensions, mean over tables", unit: "per cent" }}
                categories={days.map(day => format.date(day))}
                series={[{ name: "Overall", values: days.map(day => mean(scores.filter(score => score.day === day), "overall")) }]}
                value={value => format.rate(value)}
              />
            )}
            <Panel id="scores" title="By table and source" note={format.date(last)} isFlush>
              <DataTable
                caption="Quality scores"
                rows={latest}
                rowKey={row => `${row.table} ${row.source}`}
                sort={{ column: 2, isDescending: false }}
                columns={[
                  { title: "Table", value: row => row.table, render: row => <TableLink table={row.table} /> },
                  { title: "Source", value: row => row.source },
                  { title: "Overall", value: row => row.overall, render: row => <strong>{format.rate(row.overall)}</strong>, isRight: true },
                  ...dimensions.map(([name, title]) => ({ title, value: (row: QualityScore) => row[name], render: (row: QualityScore) => format.rate(row[name]), isRight: true })),
                ]}
              />
            </Panel>
          </>
        );
      }}
    </Answer>
  );
}

function Rules() {
  const format = useFormat();
  const answer = useApi<QualityRule[]>("quality/rules");
  return (
    <Panel title="Rules" note="of the last run of each table" isFlush>
      <Answer of={answer} what="the rules" lines={8}>
        {rules => (
          <DataTable
            caption="Quality rules"
            rows={rules}
            rowKey={row => `${row.table} ${row.rule}`}
            sort={{ column: 4, isDescending: true }}
            empty={<Empty title="No rules yet">Rules stand beside each model; they are checked by a run.</Empty>}
            columns={[
              { title: "Rule", value: row => row.rule, render: row => <span className="mono">{row.rule}</span> },
              { title: "Table", value: row => row.table, render: row => <TableLink table={row.table} /> },
              { title: "Severity", value: row => row.severity, render: row => <Pill tone={row.severity === "error" ? "bad" : "warn"}>{row.severity}</Pill> },
              { title: "What it says", value: row => row.message },
              { title: "Failed", value: row => row.failed, render: row => format.number(row.failed), isRight: true },
              { title: "Of", value: row => row.checked, render: row => format.number(row.checked), isRight: true },
              { title: "Share", value: row => (row.checked ? row.failed / row.checked : null), render: row => format.rate(row.checked ? row.failed / row.checked : null), isRight: true },
              { title: "Checked", value: row => row.lastRun, render: row => format.shortMoment(row.lastRun), isNowrap: true },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}

function Quarantine() {
  const format = useFormat();
  const navigate = useNavigate();
  const { table } = useSearch({ strict: false });
  const answer = useApi<QuarantineGroup[]>("quarantine");
  const [said, setSaid] = useState<string | null>(null);
  const replay = async (name: string) => {
    try {
      const { tried, loaded, stillBroken } = await send<{ tried: number; loaded: number; stillBroken: number }>("POST", `quarantine/${name}/replay`, {});
      setSaid(`${name}: ${format.number(tried)} tried again, ${format.number(loaded)} loaded, ${format.number(stillBroken)} go on waiting.`);
      await client.invalidateQueries({ queryKey: ["quarantine"] });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setSaid([error.message, error.problem.remedy].filter(Boolean).join(" "));
    }
  };
  return (
    <>
      <Panel title="Rows that wait" note="kept with their reason; replay them when the cause is mended" isFlush>
        <p className="visually-hidden" role="status">
          {said}
        </p>
        {said && <p className="table-tools">{said}</p>}
        <Answer of={answer} what="the quarantine" lines={6}>
          {groups => (
            <DataTable
              caption="Quarantined rows by reason"
              rows={groups}
              rowKey={row => `${row.table} ${row.source} ${row.rule}`}
              sort={{ column: 4, isDescending: true }}
              empty={<Empty title="Nothing waits">Every row that arrived was taken.</Empty>}
              columns={[
                {
                  title: "Table",
                  value: row => row.table,
                  render: row => (
                    <Link to="/quality" search={old => ({ ...old, view: "quarantine", table: row.table })}>
                      {row.table}
                    </Link>
                  ),
                },
                { title: "Source", value: row => row.source },
                { title: "Rule", value: row => row.rule, render: row => <span className="mono">{row.rule}</span> },
                { title: "Reason", value: row => row.reason },
                { title: "Rows", value: row => row.rows, render: row => format.number(row.rows), isRight: true },
                { title: "Oldest", value: row => row.oldest, render: row => format.shortMoment(row.oldest), isNowrap: true },
                {
                  title: "Replay",
                  value: () => null,
                  render: row => (
                    <Button variant="default" size="compact-xs" onClick={() => void replay(row.table)} aria-label={`Replay ${row.table}`}>
                      Replay
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
      {table && (
        <Panel
          title={`Waiting in ${table}`}
          isFlush
          actions={
            <Button variant="subtle" onClick={() => void navigate({ to: "/quality", search: old => ({ ...old, table: undefined }) })}>
              Close
            </Button>
          }
        >
          <RowsTable key={table} caption={`Quarantined rows of ${table}`} path={`quarantine/${table}`} exportPath={null} canFilter={false} />
        </Panel>
      )}
    </>
  );
}

const TableLink = ({ table }: { table: string }) => (
  <Link to="/catalog/$table" params={{ table }}>
    {table}
  </Link>
);
