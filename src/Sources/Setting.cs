using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources;

/// <summary>Reads settings of a pull, with errors that name the setting and never its value.</summary>
internal static class Setting
{
    public static string Required(TablePull pull, string name, string meaning) =>
        pull.Setting(name) is { Length: > 0 } value
            ? value
            : throw Wrong(pull, name, $"The setting `{name}` is missing: {meaning}.");

    public static bool Flag(TablePull pull, string name, bool otherwise) => pull.Setting(name) switch
    {
        null or "" => otherwise,
        "true" or "True" or "yes" or "1" => true,
        "false" or "False" or "no" or "0" => false,
        _ => throw Wrong(pull, name, $"The setting `{name}` is neither true nor false."),
    };

    public static int Number(TablePull pull, string name, int otherwise, int atLeast, int atMost)
    {
        if (pull.Setting(name) is not { Length: > 0 } text)
            return otherwise;
        return int.TryParse(text, out var number) && number >= atLeast && number <= atMost
            ? number
            : throw Wrong(pull, name, $"The setting `{name}` is not a number from {atLeast} to {atMost}.");
    }

    public static TimeSpan Duration(TablePull pull, string name, TimeSpan otherwise)
    {
        if (pull.Setting(name) is not { Length: > 0 } text)
            return otherwise;
        return TimeSpan.TryParse(text, out var duration) && duration >= TimeSpan.Zero
            ? duration
            : throw Wrong(pull, name, $"The setting `{name}` is not a duration such as 00:10:00.");
    }

    /// <summary>Names separated by commas; brackets of a YAML list are tolerated.</summary>
    public static string[] List(TablePull pull, string name) =>
        (pull.Setting(name) ?? "").Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>url</c>, or the service's public address.</summary>
    public static Uri Url(TablePull pull, string otherwise) =>
        Uri.TryCreate(pull.Setting("url") is { Length: > 0 } text ? text : otherwise, UriKind.Absolute, out var url)
        && url.Scheme is ("https" or "http")
            ? url
            : throw Wrong(pull, "url", "The setting `url` is not an http address.");

    /// <summary>A path of the project: absolute, or from the folder of <c>carelake.yaml</c>.</summary>
    public static string FullPath(TablePull pull, string path) => Path.GetFullPath(Path.Combine(pull.ProjectFolder, path));

    public static CarelakeException Wrong(TablePull pull, string name, string message) =>
        new("SRC-0004", message, pull.ToString(), $"Correct `{name}` of this source or table in carelake.yaml.");
}
