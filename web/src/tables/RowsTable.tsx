import "./tables.css";
import { Button, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { ApiError, download, type Parameters } from "../api/client";
import { useApi } from "../api/queries";
import type { Column, Row, Rows } from "../api/types";
import { useFormat } from "../format/locale";
import { Choice } from "../shell/Choice";
import { Icon } from "../shell/icons";
import { Answer, Empty, Forbidden } from "../states/States";
import { Cell, columnTitle, isRight, MaskedHead } from "./Cell";
import { Pager } from "./DataTable";

export interface RowsTableProps {
  caption: string;
  path: string;
  parameters?: Parameters;
  where?: Record<string, string>;
  /** Where the server exports the same rows; by default the path itself. */
  exportPath?: string | null;
  columns?: (column: Column) => boolean;
  link?: (row: Row) => ReactNode;
  empty?: ReactNode;
  onAnswer?: (rows: Rows) => ReactNode;
  canFilter?: boolean;
  /** Asked in a body, where what is asked for names a person. */
  isPosted?: boolean;
}

/** A table whose rows stay with the server, which sorts, filters, pages and exports them under policy. */
export function RowsTable({ caption, path, parameters, where: initialWhere, exportPath, columns = () => true, link, empty, onAnswer, canFilter = true, isPosted = false }: RowsTableProps) {
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(25);
  const [sort, setSort] = useState("");
  const [where, setWhere] = useState(initialWhere ?? {});
  const asked: Parameters = { ...parameters, ...Object.fromEntries(Object.entries(where).map(([name, value]) => [`where.${name}`, value])), sort };
  const answer = useApi<Rows>(path, { ...asked, page, pageSize }, { keep: true, isPosted });

  return (
    <Answer of={answer} what={caption}>
      {rows => (
        <>
          {onAnswer?.(rows)}
          <Tools caption={caption} rows={rows} where={where} canFilter={canFilter} onWhere={next => (setWhere(next), setPage(1))} exported={exportPath === null ? null : { path: exportPath ?? path, parameters: asked }} />
          {rows.rows.length === 0 ? (
            (empty ?? <Empty title="No rows">{Object.keys(where).length > 0 ? "Take a filter away to see more." : "Nothing is here yet, or the policies show you none of it."}</Empty>)
          ) : (
            <RowsGrid caption={caption} rows={rows} columns={rows.columns.filter(columns)} sort={sort} onSort={setSort} link={link} />
          )}
          {(rows.total ?? 0) > 10 && <Pager page={page} pages={Math.max(1, Math.ceil((rows.total ?? 0) / pageSize))} pageSize={pageSize} onPage={setPage} onPageSize={setPageSize} />}
        </>
      )}
    </Answer>
  );
}

interface ToolsProps {
  caption: string;
  rows: Rows;
  where: Record<string, string>;
  canFilter: boolean;
  onWhere: (where: Record<string, string>) => void;
  exported: { path: string; parameters: Parameters } | null;
}

function Tools({ caption, rows, where, canFilter, onWhere, exported }: ToolsProps) {
  const format = useFormat();
  const [column, setColumn] = useState("");
  const [value, setValue] = useState("");
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const save = async () => {
    setRefusal(null);
    try {
      if (exported) await download(exported.path, exported.parameters, `${caption.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.csv`);
    } catch (error) {
      if (error instanceof ApiError) setRefusal(error);
    }
  };
  return (
    <>
      <div className="table-tools">
        {canFilter && (
          <form
            className="table-filter"
            onSubmit={event => {
              event.preventDefault();
              if (column && value) onWhere({ ...where, [column]: value });
              setValue("");
            }}
          >
            <Choice aria-label={`Column to filter ${caption} by`} w={170} data={[{ value: "", label: "Column" }, ...rows.columns.filter(one => one.shown !== "no").map(one => one.name)]} value={column} onChange={setColumn} />
            <TextInput aria-label="Value it must have" placeholder="is exactly" w={140} value={value} onChange={event => setValue(event.currentTarget.value)} />
            <Button type="submit" variant="default" disabled={!column || !value}>
              Filter
            </Button>
          </form>
        )}
        {Object.entries(where).map(([name, wanted]) => (
          <span key={name} className="chip">
            {name} {wanted === "" ? "is empty" : `= ${wanted}`}
            <button type="button" aria-label={`Take away the filter on ${name}`} onClick={() => onWhere(Object.fromEntries(Object.entries(where).filter(([other]) => other !== name)))}>
              <Icon name="close" size={10} />
            </button>
          </span>
        ))}
        <span className="count" aria-live="polite">
          {rows.total === undefined ? "" : `${format.number(rows.total)} ${rows.total === 1 ? "row" : "rows"}`}
          {rows.asOf && ` · as of ${format.moment(rows.asOf)}`}
        </span>
        {exported && (
          <Button variant="default" leftSection={<Icon name="download" size={12} />} onClick={() => void save()}>
            CSV
          </Button>
        )}
      </div>
      {refusal && (refusal.status === 403 ? <Forbidden problem={{ ...refusal.problem, detail: refusal.problem.detail ?? "You may read these rows and not export them." }} /> : <p role="alert" className="table-tools">{refusal.message}</p>)}
    </>
  );
}

interface GridProps {
  caption: string;
  rows: Rows;
  columns?: Column[];
  sort?: string;
  onSort?: (sort: string) => void;
  link?: (row: Row) => ReactNode;
}

export function RowsGrid({ caption, rows, columns = rows.columns, sort = "", onSort, link }: GridProps) {
  return (
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="data">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => {
              const direction = sort === column.name ? "ascending" : sort === `-${column.name}` ? "descending" : undefined;
              const unit = column.unit && column.unit !== "currency_code" ? ` (${column.unit})` : "";
              return (
                <th key={column.name} scope="col" title={column.description ?? undefined} className={isRight(column) ? "right" : undefined} aria-sort={direction}>
                  {onSort ? (
                    <button type="button" className="sort" onClick={() => onSort(direction === "ascending" ? `-${column.name}` : direction === "descending" ? "" : column.name)}>
                      {columnTitle(column) + unit}
                    </button>
                  ) : (
                    columnTitle(column) + unit
                  )}
                  <MaskedHead shown={column.shown} />
                </th>
              );
            })}
            {link && (
              <th scope="col">
                <span className="visually-hidden">Open</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((row, index) => (
            <tr key={index}>
              {columns.map(column => (
                <td key={column.name} className={isRight(column) ? "right" : "nowrap"}>
                  <Cell column={column} row={row} />
                </td>
              ))}
              {link && <td className="nowrap">{link(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
