import { useEffect, type ReactNode } from "react";

export function PageHeader({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  useEffect(() => void (document.title = `${title} · Carelake`), [title]);
  return (
    <header className="page-head">
      <div className="titles">
        <h1>{title}</h1>
        {note && <p>{note}</p>}
      </div>
      {children && <div className="filters">{children}</div>}
    </header>
  );
}
