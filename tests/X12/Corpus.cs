namespace Carelake.Tests.X12;

/// <summary>The X12 files of the shared corpora and data.</summary>
public static class Corpus
{
    /// <summary>A file and its name.</summary>
    /// <param name="Name">Path from the folder of all corpora.</param>
    /// <param name="Bytes">As they are on disk.</param>
    public sealed record File(string Name, byte[] Bytes)
    {
        public override string ToString() => Name;
    }

    /// <summary>All files, by name.</summary>
    public static IReadOnlyList<File> Files() => [.. Names().Select(Read)];

    public static File Read(string name) => new(name, System.IO.File.ReadAllBytes(SharedData.Path(name)));

    private static IEnumerable<string> Names() =>
        from folder in new[] { "corpora/x12", "data/x12" }
        from file in Directory.EnumerateFiles(SharedData.Path(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Path.GetExtension(file) is not (".tsv" or ".json" or ".md" or ".csv")
        select folder + file[SharedData.Path(folder).Length..];
}
