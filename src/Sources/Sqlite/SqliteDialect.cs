using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Carelake.Lake.Landing;
using Carelake.Sources.Databases;
using Microsoft.Data.Sqlite;

namespace Carelake.Sources.Sqlite;

/// <summary>
/// SQLite's ways. A column may hold values of any type; what it declares is what it shall be, and a value that cannot be that is an
/// error which names the remedy.
/// </summary>
internal sealed partial class SqliteDialect : SqlDialect
{
    public override string Name => "sqlite";

    public override DbConnection Connect(TablePull pull) => new SqliteConnection(SqliteOptions.From(pull).ConnectionString);

    public override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";

    public override string TextOf(string expression) => $"CAST({expression} AS TEXT)";

    public override async Task<DbTransaction?> BeginAsync(DbConnection connection, TablePull pull, CancellationToken cancellationToken)
    {
        var transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);
        // A deferred transaction gets its moment with its first read.
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT count(*) FROM sqlite_schema";
        await command.ExecuteScalarAsync(cancellationToken);
        return transaction;
    }

    // The driver drops precision and scale, and calls a column that declares nothing a BLOB.
    public override async Task<IReadOnlyDictionary<string, string>> DeclaredTypesAsync(
        DbConnection connection, DbTransaction? transaction, string table, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await using var command = (SqliteCommand)connection.CreateCommand();
        command.Transaction = (SqliteTransaction?)transaction;
        command.CommandText = "SELECT name, type FROM pragma_table_info($table)";
        command.Parameters.AddWithValue("$table", NameParts(table).Last());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            types[reader.GetString(0)] = reader.GetString(1);
        return types;
    }

    public override SourceColumn Describe(DbColumn column, string typeName)
    {
        var name = Quote(column.ColumnName);
        var declared = typeName.Trim().ToUpperInvariant();
        var match = DecimalDeclaration().Match(declared);
        if (match.Success)
        {
            var scale = match.Groups["scale"].Success ? int.Parse(match.Groups["scale"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            if (ColumnTypes.DecimalType(int.Parse(match.Groups["precision"].ValueSpan, CultureInfo.InvariantCulture), scale) is { } decimals)
                return new SourceColumn(column.ColumnName, name, decimals, value => Math.Round(Decimal(value), scale));
        }

        return declared switch
        {
            "BOOLEAN" or "BOOL" => new SourceColumn(column.ColumnName, name, "BOOLEAN", value => Integer(value) != 0),
            _ when declared.Contains("INT", StringComparison.Ordinal) => new SourceColumn(column.ColumnName, name, "BIGINT", value => Integer(value)),
            "REAL" or "DOUBLE" or "FLOAT" or "DOUBLE PRECISION" or "NUMERIC" or "DECIMAL" =>
                new SourceColumn(column.ColumnName, name, "DOUBLE", value => Double(value)),
            "BLOB" => new SourceColumn(column.ColumnName, name, "BLOB", value => value as byte[] ?? throw new FormatException()),
            // Text, dates (which are text), and columns of views and expressions, which declare nothing.
            _ => new SourceColumn(column.ColumnName, TextOf(name), "VARCHAR", ColumnTypes.Text),
        };
    }

    public override bool IsTransient(DbException exception) => exception is SqliteException
    {
        // SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR: another process writes, or the disk of a share stumbled.
        SqliteErrorCode: 5 or 6 or 10,
    };

    public override bool IsMissing(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: 1 } && exception.Message.Contains("no such", StringComparison.Ordinal);

    private static long Integer(object value) => value switch
    {
        long number => number,
        double number when Math.Floor(number) == number => checked((long)number),
        string { Length: 0 } => throw new FormatException(),
        string text => long.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new FormatException(),
    };

    private static double Double(object value) => value switch
    {
        double number => number,
        long number => number,
        string text => double.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new FormatException(),
    };

    private static decimal Decimal(object value) => value switch
    {
        long number => number,
        double number => (decimal)number,
        string text => decimal.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new FormatException(),
    };

    [GeneratedRegex(@"^(DECIMAL|NUMERIC|MONEY)\s*\(\s*(?<precision>\d+)\s*(,\s*(?<scale>\d+)\s*)?\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalDeclaration();
}
