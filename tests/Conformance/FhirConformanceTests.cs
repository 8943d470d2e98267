using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;
using Carelake.Tests.Fhir.Validation;

namespace Carelake.Tests.Conformance;

/// <summary>Every FHIR document of the shared corpora, read, written and checked; what came of it stands in <c>docs/conformance/fhir.md</c>.</summary>
[Trait("Speed", "Slow")]
public sealed class FhirConformanceTests
{
    private static readonly string[] Sets =
    [
        "corpora/fhir/r4-examples", "corpora/fhir/us-core-examples", "corpora/fhir/uk-core-examples", "corpora/fhir/synthea-bundles", "corpora/fhir/ndjson",
        "corpora/fhir/india-abdm", "corpora/fhir/india-hcx", "corpora/fhir/india-nhcx-authored", "corpora/fhir/authored-validation",
        "corpora/fhir/authored-transactions", "corpora/fhir/validator-cases", "corpora/fhir/bulk-manifests", "corpora/fhir/definitions", "data/fhir/r4-bundles",
    ];

    private sealed record Row(string Set, int Documents, int Read, int Same, int Valid, SortedDictionary<string, int> Codes);

    [Fact]
    public void Every_document_of_the_corpora_is_read_and_written_back_the_same()
    {
        var rows = Sets.Select(Look).ToList();

        rows.Where(row => row.Same != row.Read).Select(row => row.Set).ShouldBeEmpty();
        Golden.Check(Table(rows), "docs", "conformance", "fhir.md");
    }

    private static Row Look(string set)
    {
        var validator = new FhirValidator();
        var row = new Row(set, 0, 0, 0, 0, []);
        foreach (var bytes in Documents(SharedData.Path(set)))
        {
            var parsed = FhirDocument.Parse(bytes);
            using var document = parsed.Value;
            row = row with { Documents = row.Documents + 1 };
            if (document is null) continue;
            var isResource = document.Root.Json.ValueKind == JsonValueKind.Object && document.Root.Json.TryGetProperty("resourceType", out _);
            var errors = isResource ? validator.Validate(parsed).Where(issue => issue.Severity == Severity.Error).Select(issue => issue.Code).Distinct().ToList() : [];
            foreach (var code in errors) row.Codes[code] = row.Codes.GetValueOrDefault(code) + 1;
            row = row with
            {
                Read = row.Read + 1,
                Same = row.Same + (IsSame(document) ? 1 : 0),
                Valid = row.Valid + (isResource && errors.Count == 0 ? 1 : 0),
            };
        }
        return row;
    }

    // Byte for byte, but for white space between the parts: numbers, strings and names are the source's own.
    private static bool IsSame(FhirDocument document)
    {
        var written = FhirWriter.ToUtf8(document.Root);
        return Bare(document.Bytes.Span).AsSpan().SequenceEqual(written);
    }

    private static byte[] Bare(ReadOnlySpan<byte> json)
    {
        var bare = new List<byte>(json.Length);
        var isText = false;
        for (var at = 0; at < json.Length; at++)
        {
            if (isText && json[at] == '\\') bare.Add(json[at++]);
            else if (json[at] == '"') isText = !isText;
            else if (!isText && json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') continue;
            bare.Add(json[at]);
        }
        return [.. bare];
    }

    private static IEnumerable<byte[]> Documents(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(file) == "expected.json") continue;
            if (file.EndsWith(".ndjson", StringComparison.Ordinal))
                foreach (var line in File.ReadLines(file).Where(line => line.Length > 0)) yield return Encoding.UTF8.GetBytes(line);
            else if (file.EndsWith(".gz", StringComparison.Ordinal)) yield return Unpacked(file);
            else if (file.EndsWith(".json", StringComparison.Ordinal)) yield return File.ReadAllBytes(file);
        }
    }

    private static byte[] Unpacked(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    private static string Table(List<Row> rows)
    {
        var text = new StringBuilder("""
            # FHIR R4

            Made by `./test --golden FhirConformanceTests` from the shared corpora. *Same*: written back byte for byte but for white space between
            the parts. *Valid*: a resource without an error under R4 and the profiles that it claims and that are known (US Core 9.0.0, UK Core).
            Codes are those of [codes.md](../reference/codes.md), each with the number of documents that have it.

            | set | documents | read | same | valid | errors |
            | --- | ---: | ---: | ---: | ---: | --- |

            """);
        foreach (var row in rows)
            text.Append($"| {row.Set} | {row.Documents} | {row.Read} | {row.Same} | {row.Valid} | {string.Join(", ", row.Codes.Select(code => $"{code.Key} {code.Value}"))} |\n");
        text.Append($"""

            ## HL7's validator cases

            {ValidationCases.Hl7.Count(ValidatorSuiteTests.Agrees)} of the {ValidationCases.Hl7.Count} shared cases are found valid, or not, as HL7's own validator finds them; {ValidationCases.Authored.Count(ValidatorSuiteTests.Agrees)} of the {ValidationCases.Authored.Count}
            written for this project, whose issues are compared by severity, code and place. Judged otherwise:

            | case | reason |
            | --- | --- |

            """);
        foreach (var (name, reason) in ValidatorSuiteTests.Excluded.OrderBy(excluded => excluded.Key, StringComparer.Ordinal)) text.Append($"| {name} | {reason} |\n");
        return text.ToString();
    }
}
