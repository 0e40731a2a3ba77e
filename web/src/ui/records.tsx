import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./records.module.css";
import type { DragOrder } from "./use-drag-order.ts";

export type Column<Row> = {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** Left out where there is little room. */
  readonly secondary?: boolean;
};
type Props<Row> = {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where a row leads; the whole row can be pressed. */
  readonly to?: (row: Row) => string;
  /** Where rows are dragged to other places. */
  readonly lineOf?: (row: Row) => ReturnType<DragOrder["lineOf"]>;
};

/** From so many columns on, those that are secondary need more room than others do. */
const MANY = 7;

/** A table of records; on a narrow screen each becomes a card. The first column names the row. */
export function Records<Row>({ label, columns, rows, keyOf, to, lineOf }: Props<Row>): ReactNode {
  return (
    <div className={classes.holder} data-many={columns.length >= MANY || undefined}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) =>
              // A heading without words would be read as one.
              column.label === "" ? (
                <td key={column.key} data-secondary={column.secondary || undefined} />
              ) : (
                <th key={column.key} scope="col" data-secondary={column.secondary || undefined}>
                  {column.label}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-leads={to ? true : undefined} {...lineOf?.(row)}>
              {columns.map((column, place) => (
                <Cell key={column.key} column={column} row={row} to={place === 0 ? to?.(row) : undefined} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps<Row> = { readonly column: Column<Row>; readonly row: Row; readonly to: string | undefined };

function Cell<Row>({ column, row, to }: CellProps<Row>): ReactNode {
  const content = column.cell(row);
  return (
    <td data-label={column.label} data-secondary={column.secondary || undefined}>
      {to ? (
        <Link to={to} className={classes.link}>
          {content}
        </Link>
      ) : (
        content
      )}
    </td>
  );
}
