using Carelake.X12;

namespace Carelake.Tests.X12;

/// <summary>Public X12 files by what they hold.</summary>
public static class ModelCorpus
{
    /// <summary>Files of the shared corpora with a transaction set of this kind; one empty name when they are not here.</summary>
    public static IEnumerable<string> Names(string transactionSetId) => SharedData.Has("corpora/x12")
        ? All().Where(name => SegmentStream.Of(Read(name)).Any(segment => segment.Id == "ST" && segment.Element(1) == transactionSetId))
        : ["corpora/x12"];

    public static IEnumerable<string> All() =>
        from folder in new[] { "corpora/x12", "data/x12" }
        from file in Directory.EnumerateFiles(SharedData.Path(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Path.GetExtension(file) is not (".tsv" or ".json" or ".md" or ".csv")
        select folder + file[SharedData.Path(folder).Length..];

    public static byte[] Read(string name) => File.ReadAllBytes(SharedData.Path(name));

    /// <summary>How many segments of an id a file has.</summary>
    public static int Count(byte[] bytes, string id) => SegmentStream.Of(bytes).Count(segment => segment.Id == id);
}
