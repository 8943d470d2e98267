namespace Carelake.Lake.Landing;

/// <summary>How a delimited text is written.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Quote">Around fields that need it, doubled inside; <see langword="null"/> when quotes are plain characters.</param>
/// <param name="HasHeader">The first record names the columns.</param>
public sealed record CsvDialect(char Delimiter = ',', char? Quote = '"', bool HasHeader = true)
{
    /// <summary>Column names in order as the header gives them or, without a header, as they shall be called; empty when unknown.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}
