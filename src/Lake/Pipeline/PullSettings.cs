using Carelake.Lake.Configuration;

namespace Carelake.Lake.Pipeline;

/// <summary>The configuration of a source or a table as the settings that connectors read, with secrets in them: never logged.</summary>
internal static class PullSettings
{
    /// <summary>Settings of a source.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ResolveAsync(SourceConfig source, ISecretResolver secrets, CancellationToken ct)
    {
        var settings = await ResolveAsync(source.Options, secrets, ct);
        if (source.Connection is { } connection) settings["connection"] = await secrets.ResolveAsync(connection, ct);
        if (source.Path is { } path) settings["path"] = path;
        if (source.Url is { } url) settings["url"] = url.ToString();
        return settings;
    }

    /// <summary>Settings of a table.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ResolveAsync(TableConfig table, ISecretResolver secrets, CancellationToken ct)
    {
        var settings = await ResolveAsync(table.Options, secrets, ct);
        if (table.Table is { } name) settings["table"] = name;
        if (table.Path is { } path) settings["path"] = path;
        return settings;
    }

    private static async Task<Dictionary<string, string>> ResolveAsync(
        IReadOnlyDictionary<string, string> options, ISecretResolver secrets, CancellationToken ct)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in options)
            settings[name] = SecretReference.TryParse(value) is { } reference ? await secrets.ResolveAsync(reference, ct) : value;
        return settings;
    }
}
