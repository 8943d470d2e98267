namespace Carelake.Lake.Pipeline;

/// <summary>What a person may ask of one run.</summary>
public sealed record RunOptions
{
    /// <summary>Pull only these sources; empty for all. Models are brought up to date whatever was pulled.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Pull everything again, as if nothing had been loaded, and compute every gold table anew.</summary>
    public bool Full { get; init; }

    /// <summary>Pull nothing: models alone are brought up to date.</summary>
    public bool WithoutSources { get; init; }

    /// <summary>The reporting date; the project's, or else the day of the run, when null.</summary>
    public DateOnly? AsOf { get; init; }
}
