using System.CommandLine;

namespace Carelake.Cli.Verbs;

/// <summary>The options that many verbs share, each with one name and one meaning.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "One JSON document on standard output instead of text." };

    public static Option<string?> Config() => new("--config", "-c")
    {
        Description = "The project's carelake.yaml; by default the one here or above.",
        HelpName = "FILE",
    };

    public static Option<string?> Lake() => new("--lake")
    {
        Description = "The lake's folder; by default lake/ beside carelake.yaml.",
        HelpName = "DIR",
    };

    public static Option<int> Limit(int rows) => new("--limit", "-n") { Description = "At most so many rows.", DefaultValueFactory = _ => rows };
}
