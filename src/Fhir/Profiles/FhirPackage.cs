using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>Conformance resources: StructureDefinitions, ValueSets, CodeSystems, Questionnaires (FHIR package specification; a bundle or a bare file too).</summary>
public sealed class FhirPackage
{
    private const long LargestPackageBytes = 1L << 30;

    private FhirPackage(ImmutableArray<JsonElement> resources) => Resources = resources;

    internal ImmutableArray<JsonElement> Resources { get; }

    /// <summary>How many conformance resources it holds.</summary>
    public int Count => Resources.Length;

    /// <summary>Reads a package (<c>.tgz</c>), a bundle, NDJSON or one resource; which one, the bytes say.</summary>
    /// <returns>What could be read; each file that is no JSON is an issue (<c>FHIR-0160</c>).</returns>
    public static Parsed<FhirPackage> Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new PackageReader();
        if (bytes.Span is [0x1f, 0x8b, ..]) reader.Archive(bytes);
        else reader.File("", bytes);
        return new(new FhirPackage([.. reader.Resources]), [.. reader.Issues]);
    }

    private sealed class PackageReader
    {
        public List<JsonElement> Resources { get; } = [];

        public List<Issue> Issues { get; } = [];

        public void Archive(ReadOnlyMemory<byte> bytes)
        {
            try
            {
                using var unpacked = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
                using var archive = new TarReader(unpacked);
                var total = 0L;
                while (archive.GetNextEntry() is { } entry)
                {
                    total += entry.Length;
                    if (total > LargestPackageBytes) throw new InvalidDataException("The package unpacks to more than 1 GB.");
                    if (entry.DataStream is { } data && IsWanted(entry.Name)) File(entry.Name, Bytes(data));
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or FormatException or ArgumentException or NotSupportedException)
            {
                Issues.Add(new Issue("FHIR-0161", Severity.Error, "", "The package is not a gzipped tar archive, or is damaged."));
            }
        }

        public void File(string name, ReadOnlyMemory<byte> bytes)
        {
            var parsed = FhirDocument.Parse(bytes);
            if (parsed.Value is { } document) Add(document.Root.Json);
            else if (!Lines(bytes)) Issues.Add(new Issue("FHIR-0160", Severity.Warning, name, "A file of the package is not JSON."));
        }

        private bool Lines(ReadOnlyMemory<byte> bytes)
        {
            var any = false;
            while (!bytes.IsEmpty)
            {
                var end = bytes.Span.IndexOf((byte)'\n');
                var line = end < 0 ? bytes : bytes[..end];
                bytes = end < 0 ? default : bytes[(end + 1)..];
                if (line.Span.Trim(" \r\t"u8).IsEmpty) continue;
                if (FhirDocument.Parse(line).Value is not { } document) return any;
                Add(document.Root.Json);
                any = true;
            }
            return any;
        }

        private void Add(JsonElement json)
        {
            if (json.Get("resourceType"u8).Is("Bundle"u8))
            {
                foreach (var entry in json.Get("entry"u8).Items()) Add(entry.Get("resource"u8));
                return;
            }
            if (json.String("url"u8) is not null || json.Get("resourceType"u8).Is("ValueSet"u8)) Resources.Add(json);
        }

        // Examples and the like are in folders of their own; package.json is about the package.
        private static bool IsWanted(string name) =>
            name.EndsWith(".json", StringComparison.Ordinal) && name.StartsWith("package/", StringComparison.Ordinal)
            && name.Count(letter => letter == '/') == 1 && !name.EndsWith("/package.json", StringComparison.Ordinal) && !name.EndsWith("/.index.json", StringComparison.Ordinal);

        private static byte[] Bytes(Stream stream)
        {
            using var buffer = new MemoryStream();
            stream.CopyTo(buffer);
            return buffer.ToArray();
        }
    }
}
