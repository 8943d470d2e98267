using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Spectre.Console;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake sql</c>: asks the lake.</summary>
internal static class SqlVerb
{
    private enum Format
    {
        Table,
        Csv,
        Json,
        Parquet,
    }

    public static Command Create(Terminal terminal)
    {
        var text = new Argument<string>("sql") { Description = "One SELECT over the lake's tables, such as \"select count(*) from silver.patient\"; - reads it from standard input." };
        var format = new Option<Format>("--format") { Description = "table for people; csv, json or parquet for programs.", DefaultValueFactory = _ => Format.Table };
        var output = new Option<string?>("--output", "-o") { Description = "File to write instead of standard output; needed for parquet.", HelpName = "FILE" };
        var user = new Option<string?>("--as") { Description = "Ask as this account of the server: rows and columns as the policies let it see them, and audited.", HelpName = "USER" };
        var purpose = new Option<string?>("--purpose") { Description = "What --as asks for; the account's first purpose by default.", HelpName = "PURPOSE" };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("sql", "Asks the lake with SQL.") { text, format, output, user, purpose, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var sql = (await ReadAsync(terminal, parsed.GetRequiredValue(text), cancellationToken)).Trim().TrimEnd(';');
            if (parsed.GetValue(user) is { } name)
            {
                if (parsed.GetValue(output) is not null || parsed.GetValue(format) == Format.Parquet)
                    throw new CarelakeException("CLI-0054", "What --as asks goes to standard output, as table, csv or json.", "--as", "Redirect the output.");
                var rows = await SqlAs.QueryAsync(context, name, parsed.GetValue(purpose), sql, cancellationToken);
                SqlAs.Write(terminal, rows, parsed.GetValue(json) || parsed.GetValue(format) == Format.Json, parsed.GetValue(format) == Format.Csv);
                return ExitCode.Done;
            }
            using var session = LakeSession.Open(context.Lake, new EngineOptions());
            MustBeSelect(session.Connection, sql);
            foreach (var table in context.Lake.Tables().Where(table => sql.Contains(table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..], StringComparison.OrdinalIgnoreCase)))
                session.Bind(table);
            await WriteAsync(terminal, session.Connection, sql, parsed.GetValue(json) ? Format.Json : parsed.GetValue(format), parsed.GetValue(output), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static Task<string> ReadAsync(Terminal terminal, string text, CancellationToken cancellationToken) =>
        text == "-" ? terminal.In.ReadToEndAsync(cancellationToken) : Task.FromResult(text);

    // The engine's own parser says what a SELECT is; anything else could write outside the lake's rules.
    private static void MustBeSelect(DuckDbConnection connection, string sql)
    {
        using var parsed = JsonDocument.Parse(connection.Scalar<string>($"select json_serialize_sql({DuckDbSql.Literal(sql)})"));
        var isError = parsed.RootElement.GetProperty("error").GetBoolean();
        if (!isError && parsed.RootElement.GetProperty("statements").GetArrayLength() == 1) return;
        var message = isError ? parsed.RootElement.GetProperty("error_message").GetString() ?? "" : "there are several statements";
        throw new CarelakeException("CLI-0006", $"The statement cannot be run: {message.Split('\n')[0]}", "", "Write one SELECT.");
    }

    private static async Task WriteAsync(
        Terminal terminal, DuckDbConnection connection, string sql, Format format, string? output, CancellationToken cancellationToken)
    {
        if (output is not null || format == Format.Parquet)
        {
            if (output is null) throw new CarelakeException("CLI-0007", "Parquet cannot go to standard output.", "", "Name a file with --output.");
            var kind = format switch { Format.Csv => "csv, header true", Format.Json => "json, array true", Format.Parquet => "parquet", _ => "csv, header true, delimiter '\t'" };
            var rows = connection.Execute($"copy ({sql}) to {DuckDbSql.Literal(Path.GetFullPath(output))} (format {kind})", cancellationToken);
            terminal.Say($"{rows:N0} rows in {output}");
            return;
        }

        using var command = connection.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        switch (format)
        {
            case Format.Json: await WriteJsonAsync(terminal, reader, cancellationToken); break;
            case Format.Csv: await WriteCsvAsync(terminal, reader, cancellationToken); break;
            default: await WriteTableAsync(terminal, reader, cancellationToken); break;
        }
    }

    private static async Task WriteTableAsync(Terminal terminal, System.Data.Common.DbDataReader reader, CancellationToken cancellationToken)
    {
        const int MostRows = 1000;
        var table = new Table().Border(terminal.IsInteractive ? TableBorder.Rounded : TableBorder.Ascii2);
        for (var i = 0; i < reader.FieldCount; i++)
            table.AddColumn(new TableColumn(new Text(reader.GetName(i))) { Alignment = ValueText.IsNumber(reader.GetFieldType(i)) ? Justify.Right : Justify.Left });
        var count = 0;
        for (; count < MostRows && await reader.ReadAsync(cancellationToken); count++)
            table.AddRow(Enumerable.Range(0, reader.FieldCount).Select(i => new Text(ValueText.Of(reader, i))));
        terminal.Results.Write(table);
        terminal.Say(count < MostRows || !await reader.ReadAsync(cancellationToken)
            ? $"{count:N0} {(count == 1 ? "row" : "rows")}"
            : $"The first {MostRows:N0} rows; --format csv gives them all.");
    }

    private static async Task WriteCsvAsync(Terminal terminal, System.Data.Common.DbDataReader reader, CancellationToken cancellationToken)
    {
        await terminal.Out.WriteLineAsync(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(i => ValueText.Csv(reader.GetName(i)))));
        while (await reader.ReadAsync(cancellationToken))
            await terminal.Out.WriteLineAsync(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : ValueText.Csv(ValueText.Of(reader, i)))));
    }

    private static async Task WriteJsonAsync(Terminal terminal, System.Data.Common.DbDataReader reader, CancellationToken cancellationToken)
    {
        await terminal.Out.WriteAsync('[');
        for (var count = 0; await reader.ReadAsync(cancellationToken); count++)
        {
            var row = new JsonObject();
            for (var i = 0; i < reader.FieldCount; i++) row[reader.GetName(i)] = ValueText.Json(reader, i);
            await terminal.Out.WriteAsync((count == 0 ? "\n  " : ",\n  ") + row.ToJsonString(Terminal.Compact));
        }
        await terminal.Out.WriteLineAsync("\n]");
    }
}
