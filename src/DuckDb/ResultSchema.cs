using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;

namespace Carelake.DuckDb;

/// <summary>The columns of a result as ADO.NET describes them.</summary>
internal static class ResultSchema
{
    internal static ReadOnlyCollection<DbColumn> Columns(IReadOnlyList<DuckDbField> columns) =>
        new([.. columns.Select((column, ordinal) => new Column(column, ordinal))]);

    internal static DataTable Table(IReadOnlyList<DuckDbField> columns)
    {
        var table = new DataTable("SchemaTable");
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.NumericPrecision, typeof(short));
        table.Columns.Add(SchemaTableColumn.NumericScale, typeof(short));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add("DataTypeName", typeof(string));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        foreach (var (ordinal, column) in columns.Index())
        {
            var isDecimal = column.Type.Id == DuckDbTypeId.Decimal;
            table.Rows.Add(
                column.Name, ordinal, -1, isDecimal ? (short)column.Type.Precision : null, isDecimal ? (short)column.Type.Scale : null,
                column.Type.ClrType, column.Type.ToString(), true);
        }

        return table;
    }

    private sealed class Column : DbColumn
    {
        internal Column(DuckDbField field, int ordinal)
        {
            ColumnName = field.Name;
            ColumnOrdinal = ordinal;
            DataType = field.Type.ClrType;
            DataTypeName = field.Type.ToString();
            AllowDBNull = true;
            if (field.Type.Id != DuckDbTypeId.Decimal) return;
            NumericPrecision = field.Type.Precision;
            NumericScale = field.Type.Scale;
        }
    }
}
