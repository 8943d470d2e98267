import { Button, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import { useApi, useUser } from "../../api/queries";
import type { Rows, TableSummary } from "../../api/types";
import { useFormat } from "../../format/locale";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill } from "../../shell/Panel";
import { Answer, Empty, Failed } from "../../states/States";
import { DataTable } from "../../tables/DataTable";
import { RowsGrid } from "../../tables/RowsTable";

export function Catalog() {
  const format = useFormat();
  const user = useUser();
  const tables = useApi<TableSummary[]>("tables");
  return (
    <>
      <PageHeader title="Catalog" note="Every table: what a row is, who looks after it, how fresh it is" />
      <Panel title="Tables" isFlush>
        <Answer of={tables} what="the tables" lines={10}>
          {list => (
            <DataTable
              caption="Tables"
              pageSize={50}
              rows={list}
              rowKey={row => row.table}
              empty={<Empty title="No tables yet">They come with the first run of the pipeline.</Empty>}
              columns={[
                {
                  title: "Table",
                  value: row => row.table,
                  render: row => (
                    <Link to="/catalog/$table" params={{ table: row.table }}>
                      {row.table}
                    </Link>
                  ),
                },
                { title: "Layer", value: row => row.layer, render: row => <Pill tone={row.layer === "gold" ? "accent" : "plain"}>{row.layer}</Pill> },
                { title: "What it holds", value: row => row.description },
                { title: "Owner", value: row => row.owner ?? null, isNowrap: true },
                { title: "Rows", value: row => row.rows, render: row => format.number(row.rows), isRight: true },
                { title: "Size", value: row => row.bytes, render: row => format.bytes(row.bytes), isRight: true },
                { title: "Version", value: row => row.version, isRight: true },
                { title: "Changed", value: row => row.updatedAt, render: row => format.shortMoment(row.updatedAt), isNowrap: true },
              ]}
            />
          )}
        </Answer>
      </Panel>
      {user.roles.some(role => role === "analyst" || role === "data_engineer") && <Query />}
    </>
  );
}

/** SQL under policy: the server rewrites what each table shows to this person before it runs. */
function Query() {
  const [answer, setAnswer] = useState<Rows | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = async (sql: string) => {
    setBusy(true);
    setError(null);
    try {
      setAnswer(await send<Rows>("POST", "sql", { sql, maxRows: 500 }));
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      setError(fault);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title="Query" note="SQL over the tables you may read; hidden columns answer as hidden">
      <form
        onSubmit={event => {
          event.preventDefault();
          void ask(String(new FormData(event.currentTarget).get("sql")));
        }}
      >
        <Textarea name="sql" aria-label="SQL" autosize minRows={3} defaultValue={"select *\nfrom gold.kpi_denial_rate\nlimit 50"} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.75rem" } }} />
        <Button type="submit" my="xs" loading={isBusy}>
          Run
        </Button>
      </form>
      {error && <Failed error={error} />}
      {answer && !error && (answer.rows.length === 0 ? <Empty title="The query has no rows" /> : <RowsGrid caption="Answer" rows={answer} />)}
      {answer?.truncated && <p className="dim">Only the first rows are shown; narrow the query, or use the command line for all of them.</p>}
    </Panel>
  );
}
