import type { ReactNode } from "react";

export function Panel({ title, note, actions, children, isFlush = false, id }: { title: ReactNode; note?: ReactNode; actions?: ReactNode; children: ReactNode; isFlush?: boolean; id?: string }) {
  return (
    <section className="panel" id={id}>
      <div className="panel-head">
        <h2>{title}</h2>
        {note && <span className="note">{note}</span>}
        {actions && <div className="actions">{actions}</div>}
      </div>
      <div className={isFlush ? undefined : "panel-body"}>{children}</div>
    </section>
  );
}

export type Tone = "good" | "warn" | "bad" | "accent" | "plain";

export const Pill = ({ tone = "plain", children, title }: { tone?: Tone; children: ReactNode; title?: string }) => (
  <span className={`pill ${tone}`} title={title}>
    {children}
  </span>
);
