import { Link } from "@tanstack/react-router";
import { ApiError } from "../../api/client";
import { useKpi } from "../../api/queries";
import type { Kpi } from "../../api/types";
import { Figure } from "../../figures/Figure";
import { Sparkline } from "../../figures/Sparkline";
import { useFormat } from "../../format/locale";
import { useFilters } from "../../shell/filters";
import { Failed, Loading } from "../../states/States";
import { definitionOf, figuresOf, isHidden, keyOf, sliceOf, unitOf, valueText } from "./kpis";

/** A KPI of the chosen facility and period, its course by month, what it means, and the way to its rows. */
export function KpiFigure({ kpi }: { kpi: Kpi }) {
  const filters = useFilters();
  const format = useFormat();
  const { from, to } = filters;
  const answer = useKpi(kpi.name, { ...sliceOf(filters), from, to });
  if (answer.error instanceof ApiError && answer.error.status === 403) return <Figure definition={definitionOf(kpi)} values={[{ text: "hidden", isHidden: true }]} />;
  if (answer.error && !answer.data)
    return (
      <article className="figure">
        <h2>{kpi.title}</h2>
        <Failed error={answer.error} retry={() => void answer.refetch()} />
      </article>
    );
  if (!answer.data)
    return (
      <article className="figure">
        <h2>{kpi.title}</h2>
        <Loading what={kpi.title} lines={2} />
      </article>
    );

  const figures = figuresOf(kpi, answer.data.values, Boolean(from ?? to)).filter(figure => figure.row);
  const unit = kpi.unit === "currency_code" || kpi.unit?.startsWith("rate") ? undefined : unitOf(kpi);
  const first = figures[0];
  const hidden = isHidden(kpi, answer.data.values);
  return (
    <Figure
      definition={definitionOf(kpi, answer.data.values.asOf)}
      values={
        hidden
          ? [{ text: "hidden", isHidden: true }]
          : figures.map(figure => ({
              text: valueText(kpi, figure.value, figure.currency, format),
              unit: kpi.unit === "currency_code" || figures.length === 1 ? unit : `${unit ?? ""} in ${figure.currency}`.trim(),
              spark: (
                <Sparkline
                  values={figure.course.map(point => point.value)}
                  label={`By month, from ${valueText(kpi, figure.course[0]?.value ?? null, figure.currency, format)} in ${format.month(figure.course[0]?.month)} to ${valueText(kpi, figure.course.at(-1)?.value ?? null, figure.currency, format)} in ${format.month(figure.course.at(-1)?.month)}`}
                />
              ),
            }))
      }
      foot={
        <span>
          {first?.month ? format.month(first.month) : "all months"}, as of {format.date(typeof first?.row?.as_of_date === "string" ? first.row.as_of_date : answer.data.values.asOf)}
        </span>
      }
      rows={
        first?.row && (
          <Link to="/why/$table" params={{ table: kpi.table }} search={{ key: keyOf(first.row) }} aria-label={`Rows behind ${kpi.title}`}>
            Rows
          </Link>
        )
      }
    />
  );
}
