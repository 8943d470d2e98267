import { SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useKpi, useKpis } from "../../api/queries";
import type { Kpi, Row, Rows } from "../../api/types";
import { Chart } from "../../charts/Chart";
import { Figures } from "../../figures/Figure";
import { words } from "../../format/format";
import { useFormat } from "../../format/locale";
import { FacilityFilter, PeriodFilter, useFilters } from "../../shell/filters";
import { PageHeader } from "../../shell/PageHeader";
import { Panel } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { Masked } from "../../tables/Cell";
import { DataTable } from "../../tables/DataTable";
import { KpiFigure } from "../overview/KpiFigure";
import { currencyOf, definitionOf, isHidden, keyOf, monthOf, numberOf, sliceOf, valueText } from "../overview/kpis";

const headline = ["charges", "payments", "open_ar", "days_in_ar", "net_collection_rate", "clean_claim_rate", "denial_rate", "ar_over_90_days"];

export function Revenue() {
  const kpis = useKpis();
  return (
    <>
      <PageHeader title="Revenue" note="Charges, payments and what is owed, by month of service">
        <FacilityFilter />
        <PeriodFilter isOfFigures />
      </PageHeader>
      <Answer of={kpis} what="the figures" lines={8}>
        {list => <Cycle kpis={list} />}
      </Answer>
    </>
  );
}

function Cycle({ kpis }: { kpis: Kpi[] }) {
  const [currency, setCurrency] = useState<string | null>(null);
  const find = (name: string) => kpis.find(kpi => kpi.name === name);
  const charges = find("charges");
  const filters = useFilters();
  const first = useKpi(charges?.name ?? null, { ...sliceOf(filters), from: filters.from, to: filters.to });
  if (!charges) return <Empty title="No figures yet">They come with the first run of the pipeline.</Empty>;
  const currencies = [...new Set((first.data?.values.rows ?? []).map(currencyOf))].filter(one => one !== null).sort();
  const chosen = currency && currencies.includes(currency) ? currency : (currencies[0] ?? null);
  const [payments, ageing, denials, reasons] = [find("payments"), find("ar_ageing"), find("denial_rate"), find("uncollected_by_reason")];
  return (
    <>
      <Figures label="Revenue cycle">
        {headline.map(find).flatMap(kpi => (kpi ? [<KpiFigure key={kpi.name} kpi={kpi} />] : []))}
      </Figures>
      {currencies.length > 1 && chosen && <SegmentedControl size="xs" mb="sm" aria-label="Currency of the charts" data={currencies} value={chosen} onChange={setCurrency} />}
      <div className="columns">
        {payments && <ByMonth kpis={[charges, payments]} title="Charges and payments" currency={chosen} />}
        {ageing && <ByPart kpi={ageing} part="age_bucket" currency={chosen} order="age_bucket_number" />}
        {denials && <ByMonth kpis={[denials]} title={denials.title} currency={chosen} />}
        {reasons && <ByPart kpi={reasons} part="reason" currency={chosen} />}
      </div>
      {denials && <ByPayer kpi={denials} currency={chosen} />}
    </>
  );
}

function ByMonth({ kpis, title, currency }: { kpis: [Kpi, ...Kpi[]]; title: string; currency: string | null }) {
  const filters = useFilters();
  const format = useFormat();
  const parameters = { ...sliceOf(filters), from: filters.from, to: filters.to };
  const answers = [useKpi(kpis[0].name, parameters), useKpi(kpis[1]?.name ?? null, parameters)];
  const kpi = kpis[0];
  const [one, two] = answers;
  if (!one) return null;
  return (
    <Answer of={one} what={title} lines={8}>
      {({ values: rows }) => {
        if (isHidden(kpi, rows)) return <HiddenPanel title={title} />;
        const sets: { kpi: Kpi; rows: Rows }[] = [{ kpi, rows }, ...(kpis[1] && two?.data ? [{ kpi: kpis[1], rows: two.data.values }] : [])];
        const months = [...new Set(sets.flatMap(set => set.rows.rows.map(monthOf)))].filter(month => month !== null).sort();
        return (
          <Chart
            kind="line"
            definition={{ ...definitionOf(kpi, rows.asOf), title, description: sets.map(set => set.kpi.description).filter(Boolean).join(" "), formula: sets.map(set => set.kpi.formula).filter(Boolean).join("; ") }}
            note={kpi.unit === "currency_code" ? currency : undefined}
            categories={months.map(month => format.month(month))}
            series={sets.map(set => {
              const byMonth = new Map(set.rows.rows.filter(row => currencyOf(row) === currency).map(row => [monthOf(row), numberOf(row, set.kpi.column)]));
              return { name: sets.length > 1 ? set.kpi.title : set.kpi.title, values: months.map(month => byMonth.get(month) ?? null) };
            })}
            value={value => valueText(kpi, value, currency, format, false)}
            short={value => valueText(kpi, value, currency, format)}
            actions={<RowsLink kpi={kpi} />}
          />
        );
      }}
    </Answer>
  );
}

/** All months together, by age or by reason. */
function ByPart({ kpi, part, currency, order }: { kpi: Kpi; part: string; currency: string | null; order?: string }) {
  const filters = useFilters();
  const format = useFormat();
  const answer = useKpi(kpi.name, { ...sliceOf(filters), allMonths: true });
  return (
    <Answer of={answer} what={kpi.title} lines={8}>
      {({ values: rows }) => {
        if (isHidden(kpi, rows)) return <HiddenPanel title={kpi.title} />;
        // The part's own column, by whatever name the model gives it.
        const column = rows.columns.find(one => one.name.includes(part))?.name ?? part;
        const parts = rows.rows
          .filter(row => currencyOf(row) === currency && monthOf(row) === null && row[column] !== null)
          .sort((a, b) => (order ? (numberOf(a, order) ?? 0) - (numberOf(b, order) ?? 0) : (numberOf(b, kpi.column) ?? 0) - (numberOf(a, kpi.column) ?? 0)));
        const name = (row: Row) => (part === "age_bucket" ? `${String(row[column])} days` : words(String(row[column])));
        return (
          <Chart
            kind={part === "age_bucket" ? "bar" : "horizontal"}
            definition={definitionOf(kpi, rows.asOf)}
            note={[currency, "all months"].filter(Boolean).join(" · ")}
            categories={parts.map(name)}
            series={[{ name: kpi.title, values: parts.map(row => numberOf(row, kpi.column)) }]}
            value={value => valueText(kpi, value, currency, format, false)}
            short={value => valueText(kpi, value, currency, format)}
            actions={<RowsLink kpi={kpi} />}
          />
        );
      }}
    </Answer>
  );
}

function ByPayer({ kpi, currency }: { kpi: Kpi; currency: string | null }) {
  const filters = useFilters();
  const format = useFormat();
  // Months add up to a period only in the server, so payers are shown over all months.
  const answer = useKpi(kpi.name, { slice: "payer", allMonths: true, facility: filters.facility });
  const counts = (rows: Rows) => rows.columns.filter(column => /count$/.test(column.name));
  return (
    <Panel title={`${kpi.title}, by payer`} note={[currency, "all months"].filter(Boolean).join(" · ")} isFlush>
      <Answer of={answer} what="the payers">
        {({ values: rows }) =>
          isHidden(kpi, rows) ? (
            <Masked label="Not shown to your role" />
          ) : (
            <DataTable
              caption="Denial rate by payer"
              rows={rows.rows.filter(row => monthOf(row) === null && currencyOf(row) === currency)}
              rowKey={(row, index) => `${String(row.payer_key)}-${index}`}
              canExport={false}
              sort={{ column: 1, isDescending: true }}
              empty={<Empty title="No payers in this selection">Choose all facilities, or another currency.</Empty>}
              columns={[
                { title: "Payer", value: row => String(row.member_name ?? row.payer_key ?? "unknown") },
                { title: kpi.title, value: row => numberOf(row, kpi.column), render: row => valueText(kpi, numberOf(row, kpi.column), currency, format), isRight: true },
                ...counts(rows).map(column => ({ title: words(column.name), value: (row: Row) => numberOf(row, column.name), render: (row: Row) => format.number(numberOf(row, column.name)), isRight: true })),
                {
                  title: "Rows",
                  value: () => null,
                  render: row => (
                    <Link to="/why/$table" params={{ table: kpi.table }} search={{ key: keyOf(row) }}>
                      Open
                    </Link>
                  ),
                },
              ]}
            />
          )
        }
      </Answer>
    </Panel>
  );
}

const RowsLink = ({ kpi }: { kpi: Kpi }) => (
  <Link to="/catalog/$table" params={{ table: kpi.table }} search={{ tab: "rows" }}>
    Rows
  </Link>
);

const HiddenPanel = ({ title }: { title: string }) => (
  <Panel title={title}>
    <Masked label="Not shown to your role" />
  </Panel>
);
