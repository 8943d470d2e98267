using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Flatten;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake fhir flatten</c>: resources as rows of the common data model.</summary>
internal static class FhirFlattenVerb
{
    public static Command Create(Terminal terminal)
    {
        var inputs = FormatInput.Argument("Resources or bundles in JSON, or NDJSON with one resource a line");
        var output = new Option<DirectoryInfo?>("--output") { Description = "Folder that gets one NDJSON file a table; without it the rows go to standard output.", HelpName = "DIR" };
        var map = new Option<FileInfo?>("--map") { Description = "Definition of the tables to use instead of the product's own.", HelpName = "FILE" };
        var show = new Option<bool>("--show-map") { Description = "Shows the definition of the tables and ends." };
        inputs.Arity = ArgumentArity.ZeroOrMore;
        var command = new Command("flatten", "Writes resources as rows of the common data model: one table a resource type, by a definition that can be read and changed.") { inputs, output, map, show };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var definition = parsed.GetValue(map) is { } file ? await File.ReadAllTextAsync(file.FullName, cancellationToken) : FlatTables.DefaultText;
            if (parsed.GetValue(show))
            {
                await terminal.Out.WriteAsync(definition);
                return ExitCode.Done;
            }
            var tables = FlatTables.Parse(definition);
            if (tables.Issues is [var issue, ..])
                throw new CarelakeException(issue.Code, issue.Message, $"{parsed.GetValue(map)?.Name} {issue.Location}", "Correct the line; --show-map shows how lines are written.");
            using var rows = new RowFiles(terminal, parsed.GetValue(output)?.FullName);
            var refused = 0;
            using var files = FormatInputs.Of(parsed.GetValue(inputs)!, terminal, FormatKind.Fhir, isQuiet: false);
            foreach (var input in files)
                refused += await FlattenAsync(input, new FhirFlattener(tables.Value), rows, terminal, cancellationToken);
            rows.Finish();
            return refused > 0 ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> FlattenAsync(FormatInput input, FhirFlattener flattener, RowFiles rows, Terminal terminal, CancellationToken cancellationToken)
    {
        var refused = 0;
        foreach (var part in Parts(await input.ReadAsync(cancellationToken)))
        {
            input.Advance(part.Length, cancellationToken);
            try
            {
                using var document = JsonDocument.Parse(part);
                foreach (var row in flattener.Rows(document.RootElement)) rows.Add(row);
            }
            catch (JsonException)
            {
                refused++;
                terminal.Say($"{input.Name}: FHIR-0001 what is no JSON was left out");
            }
        }
        return refused;
    }

    // A document as a whole, or its lines when only those are JSON.
    private static IEnumerable<ReadOnlyMemory<byte>> Parts(byte[] bytes)
    {
        if (IsJson(bytes)) return [bytes];
        return Lines(bytes);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0) end = bytes.Length;
            if (bytes.AsSpan(start, end - start).IndexOfAnyExcept(" \t\r"u8) >= 0) yield return bytes.AsMemory(start, end - start);
            start = end + 1;
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Where rows go: a file a table, or standard output.</summary>
    private sealed class RowFiles(Terminal terminal, string? folder) : IDisposable
    {
        private readonly SortedDictionary<string, (StreamWriter? File, int[] Count)> _tables = new(StringComparer.Ordinal);

        public void Add(FlatRow row)
        {
            if (!_tables.TryGetValue(row.Table.Name, out var table)) _tables[row.Table.Name] = table = (Create(row.Table.Name), [0]);
            (table.File ?? terminal.Out).WriteLine(Json(row, withTable: table.File is null));
            table.Count[0]++;
        }

        public void Finish()
        {
            foreach (var (name, table) in _tables) terminal.Say($"{table.Count[0]} rows of {name}");
        }

        public void Dispose()
        {
            foreach (var table in _tables.Values) table.File?.Dispose();
        }

        private StreamWriter? Create(string table)
        {
            if (folder is null) return null;
            Directory.CreateDirectory(folder);
            return new StreamWriter(Path.Combine(folder, table + ".ndjson"));
        }

        private static string Json(FlatRow row, bool withTable)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                if (withTable) writer.WriteString("_table", row.Table.Name);
                for (var index = 0; index < row.Values.Length; index++)
                    if (row.Values[index] is { } value)
                        Write(writer, row.Table.Columns[index], value);
                writer.WriteEndObject();
            }
            return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
        }

        private static void Write(Utf8JsonWriter writer, FlatColumn column, string value)
        {
            writer.WritePropertyName(column.Name);
            if (column.Kind is FlatKind.Integer or FlatKind.Decimal) writer.WriteRawValue(value);
            else writer.WriteStringValue(value);
        }
    }
}
