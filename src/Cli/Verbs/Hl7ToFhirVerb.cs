using System.Buffers;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.Fhir.FromHl7v2;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Hl7v2;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake hl7 to-fhir</c>: HL7 v2 messages as FHIR R4 bundles.</summary>
internal static partial class Hl7ToFhirVerb
{
    private static readonly JsonSerializerOptions Pages = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static Command Create(Terminal terminal)
    {
        var files = FormatInput.Argument("HL7 v2 messages or batches");
        var maps = new Option<string?>("--maps") { Description = "Folder of mapping files (*.map) that add to the product's own or override them.", HelpName = "DIR" };
        var coverage = new Option<bool>("--coverage") { Description = "What no table maps, counted by field, instead of the bundles." };
        var ndjson = new Option<bool>("--ndjson") { Description = "One bundle a line." };
        var system = new Option<string>("--source-system") { Description = "Name of the sending system, part of every id.", DefaultValueFactory = _ => "" };
        var authority = new Option<string>("--patient-authority") { Description = "Assigning authority whose number identifies patients.", DefaultValueFactory = _ => "" };
        var zone = new Option<string>("--zone") { Description = "Zone of times that name none, when MSH-7 names none: Z or +hh:mm.", DefaultValueFactory = _ => "Z" };
        zone.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ZonePattern().IsMatch(token.Value)) result.AddError("--zone is Z or an offset such as +01:00.");
        });
        var json = CommonOptions.Json();

        var command = new Command("to-fhir", "Converts messages to FHIR R4 bundles (transactions) whose ids are made from the messages' own identifiers.")
        {
            files, maps, coverage, ndjson, system, authority, zone, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var inputs = FormatInputs.Of(parsed.GetRequiredValue(files), terminal, FormatKind.Hl7, parsed.GetValue(json));
            if (await TablesAsync(parsed.GetValue(maps), terminal, cancellationToken) is not { } tables) return ExitCode.Failed;
            var options = new ConversionOptions
            {
                SourceSystem = parsed.GetRequiredValue(system),
                PatientAuthority = parsed.GetRequiredValue(authority),
                Zone = parsed.GetRequiredValue(zone),
            };
            var run = new Run(terminal, new FromHl7v2Converter(tables, options), parsed.GetValue(coverage), parsed.GetValue(ndjson), parsed.GetValue(json));
            foreach (var input in inputs)
                run.Add(input.Name, await input.ReadAsync(cancellationToken), message => input.Advance(message.Bytes.Length, cancellationToken));
            return run.Finish();
        });
        return command;
    }

    /// <summary>The product's tables with the user's; <see langword="null"/> when those have faults, which are said.</summary>
    private static async Task<MappingTables?> TablesAsync(string? folder, Terminal terminal, CancellationToken cancellationToken)
    {
        if (folder is null) return MappingTables.Default;
        if (!Directory.Exists(folder)) throw new CarelakeException("CLI-0012", "There is no such file or folder.", folder, "Check the path of --maps.");
        var files = new List<MappingFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.map").Order(StringComparer.Ordinal))
            files.Add(new(Path.GetFileName(path), await File.ReadAllTextAsync(path, cancellationToken)));
        if (files.Count == 0) throw new CarelakeException("CLI-0013", "The folder holds no files.", folder, "Name a folder with files that end in .map.");
        var tables = MappingTables.Default.With(files);
        foreach (var issue in tables.Issues) Say(terminal, "", issue);
        return tables.Issues.IsEmpty ? tables.Value : null;
    }

    private static void Say(Terminal terminal, string input, Issue issue) =>
        terminal.Say(string.Join(' ', new[] { issue.Code, input, $"{issue.Location}:", issue.Message }.Where(part => part.Length > 0)));

    [GeneratedRegex(@"^(Z|[+-](0\d|1[0-4]):[0-5]\d)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ZonePattern();

    /// <summary>Converts message after message and says what was asked for.</summary>
    private sealed partial class Run(Terminal terminal, FromHl7v2Converter converter, bool coverage, bool ndjson, bool json)
    {
        private readonly JsonArray _messages = [];
        private readonly ArrayBufferWriter<byte> _line = new();
        private readonly SortedDictionary<string, (UnmappedKind Kind, int Count)> _unmapped = new(StringComparer.Ordinal);
        private bool _hasErrors;

        public void Add(string input, byte[] bytes, Action<Hl7Message> onDone)
        {
            var file = Hl7File.Read(bytes);
            Report(input, file.Issues);
            var number = 0;
            foreach (var message in file.Value.Messages)
            {
                number++;
                var converted = converter.Convert(message.Value);
                Report(input, [.. message.Issues, .. converted.Issues]);
                Write(input, number, converted);
                onDone(message.Value);
            }
            if (number > 0) return;
            terminal.Say($"{input}: no message was found.");
            _hasErrors = true;
        }

        public int Finish()
        {
            if (coverage) WriteCoverage();
            else if (json) terminal.Out.WriteLine(_messages.ToJsonString(Pages));
            return _hasErrors ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        }

        private void Report(string input, ImmutableArray<Issue> issues)
        {
            foreach (var issue in issues.Where(issue => issue.Severity == Severity.Error))
            {
                _hasErrors = true;
                Say(terminal, input, issue);
            }
        }

        private void Write(string input, int number, Parsed<FhirConversion> converted)
        {
            if (coverage)
            {
                foreach (var value in converted.Value.Unmapped)
                {
                    var field = IndexPattern().Replace(value.Path, "");
                    _unmapped[field] = (value.Kind, _unmapped.GetValueOrDefault(field).Count + 1);
                }
            }
            else if (json)
            {
                _messages.Add(new JsonObject
                {
                    ["file"] = input,
                    ["message"] = number,
                    ["bundle"] = converted.Value.Bundle,
                    ["issues"] = new JsonArray([.. converted.Issues.Select(issue => new JsonObject
                    {
                        ["code"] = issue.Code, ["severity"] = issue.Severity.ToString(), ["location"] = issue.Location, ["message"] = issue.Message,
                    })]),
                    ["unmapped"] = new JsonArray([.. converted.Value.Unmapped.Select(value => (JsonNode)value.Path)]),
                    ["deletions"] = new JsonArray([.. converted.Value.Deletions.Select(deletion => new JsonObject
                    {
                        ["resource"] = deletion.Resource, ["element"] = deletion.Element, ["path"] = deletion.Path,
                    })]),
                });
            }
            else if (ndjson)
            {
                _line.ResetWrittenCount();
                converted.Value.WriteTo(_line);
                terminal.Out.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
            }
            else
            {
                terminal.Out.WriteLine(converted.Value.Bundle.ToJsonString(Pages));
            }
        }

        private void WriteCoverage()
        {
            if (json)
            {
                terminal.WriteJson(_unmapped.Select(pair => new { Field = pair.Key, pair.Value.Kind, pair.Value.Count }));
                return;
            }
            var table = new TextTable(terminal, "field", "not mapped", ">times");
            foreach (var (field, (kind, count)) in _unmapped)
                table.Add(field, kind.ToString().ToLowerInvariant(), (long)count);
            table.Write(terminal);
        }

        [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
        private static partial Regex IndexPattern();
    }
}
