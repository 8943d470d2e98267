using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath;
using Carelake.Fhir.FromCcda;

namespace Carelake.Tests.Conformance;

public sealed class CcdaDocumentTests
{
    private const string Folder = "data/ccda";

    [Fact]
    public void Every_document_becomes_a_bundle_that_keeps_the_rules_of_R4()
    {
        var findings = Documents().SelectMany(document => Findings(document.Name, Convert(document.Bytes))).ToList();

        findings.ShouldBeEmpty();
    }

    [Fact]
    public void Every_entry_of_every_document_is_on_the_coverage_list()
    {
        foreach (var (name, bytes) in Documents())
        {
            var entries = System.Xml.Linq.XDocument.Load(new MemoryStream(bytes)).Descendants().Count(element => element.Name.LocalName == "entry");

            Convert(bytes).Coverage.Count(row => row.Section != "header").ShouldBeGreaterThanOrEqualTo(entries, name);
        }
    }

    [Fact]
    public void The_table_of_documents_is_up_to_date() => Golden.Check(Table(), "docs", "conformance", "ccda.md");

    private static string Table()
    {
        var text = new StringBuilder();
        text.Append("# C-CDA to FHIR\n\nThe C-CDA documents of the shared data, read by `carelake fhir from-ccda`. Made by `./test --golden CcdaDocumentTests`.\n\n");
        text.Append("Read: entries, and statements nested in them, that became resources. Narrative only: those that did not; their text is in the Composition, ");
        text.Append("and the coverage list names each. The last column counts the resources that Microsoft's FHIR-Converter makes of the same document.\n\n");
        text.Append("| document | entries read | narrative only | resources | FHIR-Converter |\n| --- | ---: | ---: | --- | ---: |\n");
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, bytes) in Documents())
        {
            var conversion = Convert(bytes);
            var types = Types(JsonDocument.Parse(conversion.Bundle.ToJsonString()).RootElement);
            var listed = string.Join(", ", types.GroupBy(type => type).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));
            var unread = conversion.Coverage.Where(row => row.Resources.Length == 0).ToList();
            foreach (var row in unread) kinds[row.Statement] = kinds.GetValueOrDefault(row.Statement) + 1;
            text.Append($"| {name} | {conversion.Coverage.Length - unread.Count} | {unread.Count} | {listed} | {Types(Expected(name)).Count} |\n");
        }
        text.Append("\n## Statements that are in the narrative only\n\n| statement and template | times |\n| --- | ---: |\n");
        foreach (var (kind, count) in kinds.OrderByDescending(pair => pair.Value)) text.Append($"| {kind} | {count} |\n");
        return text.ToString();
    }

    private static List<string> Types(JsonElement bundle) =>
        [.. bundle.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource").GetProperty("resourceType").GetString()!)];

    private static JsonElement Expected(string name) => JsonDocument.Parse(Unzip(SharedData.Path($"{Folder}/expected-fhir/{name}.json.gz"))).RootElement;

    private static CcdaConversion Convert(byte[] bytes) => CcdaConverter.Convert(bytes).Value.ShouldNotBeNull();

    private static IEnumerable<(string Name, byte[] Bytes)> Documents() =>
        Directory.EnumerateFiles(SharedData.Path($"{Folder}/documents"), "*.gz").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file).Replace(".ccda.gz", "", StringComparison.Ordinal), Unzip(file)));

    private static byte[] Unzip(string file)
    {
        using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zip.CopyTo(bytes);
        return bytes.ToArray();
    }

    // Unknown elements, missing ones, and every invariant of R4; references must be in the bundle.
    private static IEnumerable<string> Findings(string name, CcdaConversion conversion)
    {
        using var document = FhirDocument.Parse(Encoding.UTF8.GetBytes(conversion.Bundle.ToJsonString())).Value!;
        var ids = document.Root.Children("entry").Select(entry => entry["fullUrl"].Text!).ToList();
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Count);
        var environment = FhirPathEnvironment.Empty with { HtmlChecks = _ => true };
        foreach (var element in document.Root.Descendants())
        {
            if (element.Type is null) yield return $"{name}: unknown {element.Path}";
            if (element.Name == "reference" && element.Text is { } reference && !ids.Contains(reference)) yield return $"{name}: unresolved {element.Path}";
            foreach (var missing in element.Type is { IsPrimitive: false } type ? type.Elements.Where(part => part.Min > 0 && element[part.Name].IsNone) : [])
                yield return $"{name}: {element.Path} lacks {missing.Name}";
            foreach (var rule in (element.Type?.Constraints ?? []).Concat(element.Definition?.Constraints ?? []).Where(rule => rule.Severity == Carelake.Core.Severity.Error))
                if (FhirPathExpression.Parse(rule.Expression).Value!.Test(element, environment).Holds == false)
                    yield return $"{name}: {element.Path} breaks {rule.Key}";
        }
    }
}
