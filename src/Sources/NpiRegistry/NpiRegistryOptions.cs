using System.Collections.Immutable;
using Carelake.Lake.Landing;

namespace Carelake.Sources.NpiRegistry;

/// <summary>Settings of the NPI registry.</summary>
public sealed record NpiRegistryOptions
{
    /// <summary><c>url</c>: by default the public registry's.</summary>
    public required Uri Url { get; init; }

    /// <summary><c>numbers</c>: NPIs to look up, separated by commas; or <c>numbers_file</c>: a file with one a line.</summary>
    public ImmutableArray<string> Numbers { get; init; } = [];

    /// <summary><c>searches</c>: queries of the API such as <c>state=NJ&amp;city=CRANFORD</c>, separated by commas.</summary>
    public ImmutableArray<string> Searches { get; init; } = [];

    /// <summary><c>pace</c>: least time between requests; half a second by default.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary><c>retry_delay</c>: before the first repetition; one second by default.</summary>
    public TimeSpan RetryDelay { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="Core.CarelakeException"><c>SRC-0004</c>: a setting is missing or wrong.</exception>
    public static NpiRegistryOptions From(TablePull pull)
    {
        var options = new NpiRegistryOptions
        {
            Url = Setting.Url(pull, "https://npiregistry.cms.hhs.gov/api/"),
            Numbers = [.. NumbersOf(pull).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Searches = [.. Setting.List(pull, "searches")],
            Pace = Setting.Duration(pull, "pace", TimeSpan.FromSeconds(0.5)),
            RetryDelay = Setting.Duration(pull, "retry_delay", TimeSpan.FromSeconds(1)),
        };
        return options is { Numbers.IsEmpty: true, Searches.IsEmpty: true }
            ? throw Setting.Wrong(pull, "numbers", "Say what to look up: `numbers` or `searches`.")
            : options;
    }

    private static string[] NumbersOf(TablePull pull)
    {
        if (pull.Setting("numbers_file") is not { Length: > 0 } path)
            return Setting.List(pull, "numbers");
        try
        {
            return [.. File.ReadAllLines(Setting.FullPath(pull, path)).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (IOException)
        {
            throw Setting.Wrong(pull, "numbers_file", "The file of numbers cannot be read.");
        }
    }
}
