using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.X12.Tables;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake x12 flatten</c>: claims, payments, benefits, statuses and authorisations as tables.</summary>
internal static class X12FlattenVerb
{
    public static Command Create(Terminal terminal)
    {
        var files = FormatInput.Argument("X12 files");
        var table = new Option<string?>("--table", "-t") { Description = $"Writes the rows of one table: {string.Join(", ", X12Tables.All.Select(one => one.Name))}.", HelpName = "TABLE" };
        var output = new Option<string?>("--output", "-o") { Description = "Folder for a CSV file of each table.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "A JSON line for each row instead of CSV." };
        var command = new Command("flatten", "Makes tables of 837, 835, 271, 277 and 278; says which and how many rows, unless one is asked for. What is wrong with a file is the table finding.") { files, table, output, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(table) is { } name && X12Tables.Find(name) is null)
                throw new CarelakeException("CLI-0032", "X12 is not flattened to a table of that name.", name, $"Use one of {string.Join(", ", X12Tables.All.Select(one => one.Name))}.");
            await using var sink = new Sink(terminal, parsed.GetValue(table), parsed.GetValue(output), parsed.GetValue(json));
            var exit = ExitCode.Done;
            using var inputs = FormatInputs.Of(parsed.GetValue(files) ?? [], terminal, FormatKind.X12, parsed.GetValue(json));
            foreach (var input in inputs)
            {
                var issues = new List<Issue>();
                await using var stream = input.Open();
                var rows = parsed.GetValue(table) is { } one ? X12Tables.RowsOf(X12Tables.Find(one)!, stream, issues) : X12Tables.Rows(stream, issues);
                foreach (var row in rows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await sink.PutAsync(input.Name, row);
                }
                exit = Math.Max(exit, X12Issues.Say(terminal, input.Name, [.. issues.Where(issue => issue.Severity == Severity.Error)]));
            }
            sink.Close();
            return exit;
        });
        return command;
    }

    private sealed class Sink(Terminal terminal, string? table, string? folder, bool isJson) : IAsyncDisposable
    {
        private readonly Dictionary<X12Table, long> _counts = [];
        private readonly Dictionary<X12Table, TextWriter> _files = [];

        public async Task PutAsync(string fileName, X12Row row)
        {
            if (table is not null && row.Table.Name != table) return;
            var isFirst = _counts.TryAdd(row.Table, 0);
            _counts[row.Table]++;
            if (folder is null && table is null) return;
            var writer = WriterOf(row.Table);
            if (isFirst && !isJson) await writer.WriteLineAsync(string.Join(',', ["file", "position", .. row.Table.Columns]));
            await writer.WriteLineAsync(isJson ? Json(row) : string.Join(',', [ValueText.Csv(fileName), Text(row.Position), .. row.Values.Select(value => ValueText.Csv(Text(value)))]));
        }

        /// <summary>Says what there was, when nothing was asked for.</summary>
        public void Close()
        {
            if (folder is null && table is not null) return;
            var summary = new TextTable(terminal, "Table", ">Rows", "One row is");
            foreach (var found in X12Tables.All.Where(_counts.ContainsKey)) summary.Add(found.Name, _counts[found], found.Grain);
            summary.Write(terminal);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var file in _files.Values) await file.DisposeAsync();
        }

        private TextWriter WriterOf(X12Table of)
        {
            if (folder is null) return terminal.Out;
            if (_files.TryGetValue(of, out var open)) return open;
            Directory.CreateDirectory(folder);
            return _files[of] = new StreamWriter(Path.Combine(folder, of.Name + (isJson ? ".ndjson" : ".csv")), append: false, new UTF8Encoding(false));
        }

        private static string Json(X12Row row)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream)) X12RowJson.Write(json, row, "position");
            return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        }

        private static string Text(object? value) => value switch
        {
            null => "",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            decimal amount => amount.ToString("0.############", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }
}
