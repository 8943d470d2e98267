import "./tables.css";
import { Button, TextInput } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import type { Value } from "../api/types";
import { useFormat } from "../format/locale";
import { Choice } from "../shell/Choice";
import { Icon } from "../shell/icons";
import { saveCsv } from "./csv";

export interface DataColumn<T> {
  title: string;
  /** What is sorted by, filtered on and exported. */
  value: (row: T) => Value;
  render?: (row: T) => ReactNode;
  isRight?: boolean;
  isNowrap?: boolean;
}

interface Props<T> {
  /** What the rows are, for screen readers and the file's name. */
  caption: string;
  columns: DataColumn<T>[];
  rows: T[];
  rowKey: (row: T, index: number) => string;
  sort?: { column: number; isDescending: boolean };
  /** Patient data is exported by the server alone, which asks the policy. */
  canExport?: boolean;
  pageSize?: number;
  empty?: ReactNode;
  tools?: ReactNode;
  isPlain?: boolean;
}

/** A table whose rows are all here: sorts, filters, pages and exports them. The first column names the row. */
export function DataTable<T>({ caption, columns, rows, rowKey, sort: initialSort, canExport = true, pageSize: initialSize = 25, empty, tools, isPlain = false }: Props<T>) {
  const format = useFormat();
  const [sort, setSort] = useState(initialSort);
  const [text, setText] = useState("");
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(initialSize);

  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const kept = wanted ? rows.filter(row => columns.some(column => String(column.value(row) ?? "").toLowerCase().includes(wanted))) : rows;
    const column = sort && columns[sort.column];
    if (!column) return kept;
    return [...kept].sort((a, b) => compare(column.value(a), column.value(b)) * (sort.isDescending ? -1 : 1));
  }, [rows, columns, text, sort]);

  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const current = Math.min(page, pages);
  const shown = isPlain ? found : found.slice((current - 1) * pageSize, current * pageSize);
  if (rows.length === 0 && empty) return <>{empty}</>;

  return (
    <div>
      {!isPlain && (
        <div className="table-tools">
          <TextInput
            aria-label={`Filter ${caption}`}
            placeholder="Filter"
            w={180}
            value={text}
            onChange={event => {
              setText(event.currentTarget.value);
              setPage(1);
            }}
          />
          {tools}
          <span className="count" aria-live="polite">
            {found.length === rows.length ? `${format.number(rows.length)} ${rows.length === 1 ? "row" : "rows"}` : `${format.number(found.length)} of ${format.number(rows.length)} rows`}
          </span>
          {canExport && (
            <Button
              variant="default"
              leftSection={<Icon name="download" size={12} />}
              onClick={() => saveCsv(caption.toLowerCase().replace(/[^a-z0-9]+/g, "-"), columns.map(column => column.title), found.map(row => columns.map(column => column.value(row))))}
            >
              CSV
            </Button>
          )}
        </div>
      )}
      <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
        <table className="data">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={column.title} scope="col" className={column.isRight ? "right" : undefined} aria-sort={sort?.column === index ? (sort.isDescending ? "descending" : "ascending") : undefined}>
                  <button type="button" className="sort" onClick={() => setSort({ column: index, isDescending: sort?.column === index ? !sort.isDescending : false })}>
                    {column.title}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={rowKey(row, index)}>
                {columns.map((column, place) => {
                  const content = column.render ? column.render(row) : (column.value(row) ?? "–");
                  const className = [column.isRight && "right", column.isNowrap && "nowrap"].filter(Boolean).join(" ") || undefined;
                  return place === 0 ? (
                    <th key={column.title} scope="row" className={className}>
                      {content}
                    </th>
                  ) : (
                    <td key={column.title} className={className}>
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))}
            {shown.length === 0 && (
              <tr>
                <td colSpan={columns.length} className="dim">
                  No row matches “{text}”.
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {!isPlain && found.length > 10 && <Pager page={current} pages={pages} pageSize={pageSize} onPage={setPage} onPageSize={setPageSize} />}
    </div>
  );
}

function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
}

export function Pager({ page, pages, pageSize, onPage, onPageSize }: { page: number; pages: number; pageSize: number; onPage: (page: number) => void; onPageSize: (size: number) => void }) {
  const format = useFormat();
  return (
    <div className="pager">
      <Choice
        aria-label="Rows a page"
        w={110}
        data={[10, 25, 50, 100].map(size => ({ value: String(size), label: `${size} a page` }))}
        value={String(pageSize)}
        onChange={size => {
          onPageSize(Number(size));
          onPage(1);
        }}
      />
      <div className="pages">
        <Button variant="default" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          Previous
        </Button>
        <span>
          Page {format.number(page)} of {format.number(pages)}
        </span>
        <Button variant="default" disabled={page >= pages} onClick={() => onPage(page + 1)}>
          Next
        </Button>
      </div>
    </div>
  );
}
