namespace Carelake.Tests.Hl7v2;

/// <summary>The public HL7 v2 files: messages, batches, broken ones, and frames.</summary>
public static class Corpus
{
    private static readonly string[] Folders = ["corpora/hl7v2", "data/hl7v2/messages", "corpora/v2-to-fhir/reportstream"];

    /// <summary>Full paths, in order.</summary>
    public static IReadOnlyList<string> Files() =>
    [
        .. Folders.Select(SharedData.Path)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".hl7" or ".txt" or ".bin")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The path below the shared folder.</summary>
    public static string Name(string file) => Folders.Select(folder => (folder, SharedData.Path(folder)))
        .Where(pair => file.StartsWith(pair.Item2, StringComparison.Ordinal))
        .Select(pair => pair.folder + file[pair.Item2.Length..]).First();

    public static byte[] Edge(string name) => File.ReadAllBytes(SharedData.Path($"corpora/hl7v2/authored-edges/{name}"));
}
