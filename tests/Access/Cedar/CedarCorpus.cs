using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Carelake.Tests.Access.Cedar;

/// <summary>The official conformance cases: policies, a schema and entities, with requests and what they must give.</summary>
internal static class CedarCorpus
{
    public static IEnumerable<CedarCase> Generated()
    {
        using var file = File.OpenRead(SharedData.Path("corpora/cedar/corpus-tests.tar.gz"));
        using var archive = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null) continue;
            using var reader = new StreamReader(entry.DataStream);
            texts[entry.Name] = reader.ReadToEnd();
        }
        return texts.Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal) && !name.EndsWith(".entities.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => Case(name, texts[name], path => texts[path]));
    }

    public static IEnumerable<CedarCase> HandWritten()
    {
        var root = SharedData.Path("corpora/cedar");
        return Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Case(Path.GetRelativePath(root, file), File.ReadAllText(file), path => File.ReadAllText(Path.Combine(root, path))));
    }

    private static CedarCase Case(string name, string json, Func<string, string> read)
    {
        var root = JsonDocument.Parse(json).RootElement;
        return new(
            name, read(root.GetProperty("policies").GetString()!), read(root.GetProperty("schema").GetString()!), read(root.GetProperty("entities").GetString()!),
            root.GetProperty("shouldValidate").GetBoolean(), [.. root.GetProperty("requests").EnumerateArray()]);
    }
}

/// <summary>One case.</summary>
internal sealed record CedarCase(string Name, string Policies, string Schema, string Entities, bool ShouldValidate, List<JsonElement> Requests);
