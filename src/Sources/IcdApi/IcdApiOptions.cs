using System.Collections.Immutable;
using Carelake.Lake.Landing;

namespace Carelake.Sources.IcdApi;

/// <summary>Settings of the ICD services.</summary>
public sealed record IcdApiOptions
{
    /// <summary><c>service</c>: <c>who</c> (ICD-10 and ICD-11 of the WHO, or its local deployment) or <c>nlm</c> (search in ICD-10-CM).</summary>
    public required bool IsNlm { get; init; }

    /// <summary><c>url</c>: by default the service's public address.</summary>
    public required Uri Url { get; init; }

    /// <summary><c>release</c>: WHO release to walk, <c>10/2019</c> or <c>11/2024-01/mms</c>.</summary>
    public string Release { get; init; } = "10/2019";

    /// <summary><c>language</c>: of the titles; <c>en</c> by default.</summary>
    public string Language { get; init; } = "en";

    /// <summary><c>token_url</c>: where tokens come from; none for a local deployment.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary><c>client_id</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>client_secret</c>: give it by reference.</summary>
    public string? ClientSecret { get; init; }

    /// <summary><c>roots</c>: chapters, blocks or categories to start at; all chapters by default.</summary>
    public ImmutableArray<string> Roots { get; init; } = [];

    /// <summary><c>terms</c>: what to search for at NLM, separated by commas.</summary>
    public ImmutableArray<string> Terms { get; init; } = [];

    /// <summary><c>pace</c>: least time between requests; 0.2 seconds by default.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary><c>retry_delay</c>: before the first repetition; one second by default.</summary>
    public TimeSpan RetryDelay { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="Core.CarelakeException"><c>SRC-0004</c>: a setting is missing or wrong.</exception>
    public static IcdApiOptions From(TablePull pull)
    {
        var isNlm = pull.Setting("service") switch
        {
            null or "" or "who" => false,
            "nlm" => true,
            _ => throw Setting.Wrong(pull, "service", "The service is neither who nor nlm."),
        };
        var terms = Setting.List(pull, "terms");
        if (isNlm && terms.Length == 0)
            throw Setting.Wrong(pull, "terms", "NLM's service searches and cannot list: say what for in `terms`.");
        var clientId = pull.Setting("client_id");
        return new IcdApiOptions
        {
            IsNlm = isNlm,
            Url = Setting.Url(pull, isNlm ? "https://clinicaltables.nlm.nih.gov" : "https://id.who.int"),
            Release = pull.Setting("release") ?? "10/2019",
            Language = pull.Setting("language") ?? "en",
            ClientId = clientId,
            ClientSecret = clientId is null ? null : Setting.Required(pull, "client_secret", "the secret that belongs to `client_id`"),
            TokenUrl = clientId is null ? null : new Uri(pull.Setting("token_url") ?? "https://icdaccessmanagement.who.int/connect/token"),
            Roots = [.. Setting.List(pull, "roots")],
            Terms = [.. terms],
            Pace = Setting.Duration(pull, "pace", TimeSpan.FromSeconds(0.2)),
            RetryDelay = Setting.Duration(pull, "retry_delay", TimeSpan.FromSeconds(1)),
        };
    }

    /// <summary>Nothing: the options hold a secret.</summary>
    public override string ToString() => nameof(IcdApiOptions);
}
