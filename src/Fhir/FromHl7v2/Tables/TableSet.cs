namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>What one file says, or the part of it that is about one sender.</summary>
internal sealed class TableSet
{
    public Dictionary<string, MessageMap> Messages { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ElementMap> Maps { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ElementMap> Finishes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, CodeMap> Codes { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Ignored { get; } = new(StringComparer.Ordinal);
}
