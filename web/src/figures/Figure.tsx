import "./figures.css";
import { Popover, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormat } from "../format/locale";
import { Icon } from "../shell/icons";
import { Masked } from "../tables/Cell";

export interface Definition {
  title: string;
  description?: string;
  formula?: string;
  unit: string;
  asOf?: string | null;
  /** What the figure is as of, in words. */
  basis?: string;
  table?: string;
}

/** What a figure means, how it is computed, in which unit, as of when, and the table it stands in. */
export function DefinitionButton({ of }: { of: Definition }) {
  const format = useFormat();
  return (
    <Popover width={340} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="info" aria-label={`What “${of.title}” means`}>
          <Icon name="info" size={14} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={of.title}>
        <div className="definition">
          <strong>{of.title}</strong>
          {of.description && <p>{of.description}</p>}
          <dl className="facts">
            {of.formula && (
              <>
                <dt>Formula</dt>
                <dd>{of.formula}</dd>
              </>
            )}
            <dt>Unit</dt>
            <dd>{of.unit}</dd>
            {(of.asOf || of.basis) && (
              <>
                <dt>As of</dt>
                <dd>
                  {of.asOf && format.moment(of.asOf)}
                  {of.asOf && of.basis ? "; " : ""}
                  {of.basis}
                </dd>
              </>
            )}
            {of.table && (
              <>
                <dt>Model</dt>
                <dd>
                  <Link to="/catalog/$table" params={{ table: of.table }}>
                    {of.table}
                  </Link>
                </dd>
              </>
            )}
          </dl>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

export interface FigureValue {
  text: string;
  unit?: string;
  isHidden?: boolean;
  spark?: ReactNode;
}

export function Figure({ definition, values, foot, rows }: { definition: Definition; values: FigureValue[]; foot?: ReactNode; rows?: ReactNode }) {
  return (
    <article className="figure">
      <div className="figure-head">
        <h2>{definition.title}</h2>
        <DefinitionButton of={definition} />
      </div>
      <div className={values.length > 1 ? "figure-values several" : "figure-values"}>
        {values.length === 0 && <span className="dim">No value</span>}
        {values.map(value => (
          <div key={value.text + (value.unit ?? "")} className="figure-value">
            {value.isHidden ? (
              <Masked label="Not shown to your role" />
            ) : (
              <span className="figure-number">
                {value.text}
                {value.unit && <small>{value.unit}</small>}
              </span>
            )}
            {value.spark}
          </div>
        ))}
      </div>
      <div className="figure-foot">
        {foot}
        {rows}
      </div>
    </article>
  );
}

export const Figures = ({ children, label, isSmall = false }: { children: ReactNode; label: string; isSmall?: boolean }) => (
  <section className={isSmall ? "figures small" : "figures"} aria-label={label}>
    {children}
  </section>
);
