using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Lake.Configuration;

/// <summary>What <c>carelake.yaml</c> must fulfil beyond its types.</summary>
internal static partial class ProjectConfigRules
{
    /// <summary>Every error in the file.</summary>
    public static IEnumerable<Issue> Check(YamlDocument<ProjectConfig> document)
    {
        var config = document.Value;
        return
        [
            .. Names(document, "facilities", config.Facilities.Keys),
            .. Names(document, "sources", config.Sources.Keys),
            .. Names(document, "listeners", config.Listeners.Keys),
            .. config.Listeners.SelectMany(pair => Listener(document, $"listeners/{pair.Key}", pair.Key, pair.Value)),
            .. Names(document, "routes", config.Routes.Keys),
            .. config.Routes.SelectMany(pair => Route(document, $"routes/{pair.Key}", pair.Value)),
            .. config.Sources.SelectMany(pair => Source(document, $"sources/{pair.Key}", pair.Value)),
            .. BronzeNames(document),
            .. Names(document, "tenants", config.Tenants.Keys),
            .. Server(document, config.Server),
            .. Events(document, config.Events),
        ];
    }

    private static IEnumerable<Issue> Listener(YamlDocument<ProjectConfig> document, string path, string id, ListenerConfig listener)
    {
        var facilities = document.Value.Facilities.Keys.ToList();
        if (document.Value.Sources.ContainsKey(id))
            yield return document.ErrorAt(path, ConfigurationCodes.WrongName, $"There is a source '{id}' already: sources and listeners share the names of bronze tables.");
        if (listener.Facility is { } facility && !facilities.Contains(facility))
            yield return document.ErrorAt($"{path}/facility", ConfigurationCodes.UnknownFacility, $"There is no facility '{facility}'. {Suggestion.For(facility, facilities)}");
        if (!System.Net.IPAddress.TryParse(listener.Address, out _)) yield return Wrong("address", "address is an IP address, such as 0.0.0.0.");
        if (listener is { Kind: ListenerKind.Mllp, Port: null }) yield return Wrong("port", "An mllp listener has a port.");
        if (listener.Port is < 0 or > 65535) yield return Wrong("port", "port is 0 to 65535.");
        if (listener.LongestMessageKib is < 1 or > 262144) yield return Wrong("longest_message_kib", "longest_message_kib is 1 to 262144.");
        if (listener.MostConnections is < 1 or > 60000) yield return Wrong("most_connections", "most_connections is 1 to 60000.");
        if (listener.Window is < 1 or > 10000) yield return Wrong("window", "window is 1 to 10000.");
        if (listener.IdleTimeout <= TimeSpan.Zero) yield return Wrong("idle_timeout", "idle_timeout is longer than nothing.");
        if (listener.FrameTimeout <= TimeSpan.Zero) yield return Wrong("frame_timeout", "frame_timeout is longer than nothing.");

        Issue Wrong(string key, string message) => document.ErrorAt($"{path}/{key}", ConfigurationCodes.WrongValue, message);
    }

    private static IEnumerable<Issue> Route(YamlDocument<ProjectConfig> document, string path, RouteConfig route)
    {
        var listeners = document.Value.Listeners.Keys.ToList();
        foreach (var from in route.From)
            if (!listeners.Contains(from)) yield return document.ErrorAt($"{path}/from", ConfigurationCodes.WrongValue, $"There is no listener '{from}'. {Suggestion.For(from, listeners)}");
        if (!Uri.TryCreate(route.To, UriKind.Absolute, out var target) || target.Scheme is not ("mllp" or "mllps" or "http" or "https" or "folder"))
            yield return Wrong("to", "to is mllp://HOST:PORT, mllps://HOST:PORT, an http or https address, or folder:PATH.");
        else if (target.Scheme is "mllp" or "mllps" && (target.Port is < 1 || target.Host.Length == 0)) yield return Wrong("to", "An mllp target has a host and a port, such as mllp://lab.example:2575.");
        else if (target.Scheme is "mllp" or "mllps" && route.As != RouteForm.Hl7) yield return Wrong("as", "Over MLLP goes HL7 v2: leave `as:` out, or send to an http address.");
        if (route.Codes is not null && route.As != RouteForm.Fhir) yield return Wrong("codes", "Codes are added to FHIR: say `as: fhir`.");
        if (route.Tries is < 1 or > 1000) yield return Wrong("tries", "tries is 1 to 1000.");
        if (route.AtOnce is < 1 or > 64) yield return Wrong("at_once", "at_once is 1 to 64.");
        if (route.Timeout <= TimeSpan.Zero || route.Timeout > TimeSpan.FromHours(1)) yield return Wrong("timeout", "timeout is longer than nothing and at most 01:00:00.");

        Issue Wrong(string key, string message) => document.ErrorAt($"{path}/{key}", ConfigurationCodes.WrongValue, message);
    }

    private static IEnumerable<Issue> Server(YamlDocument<ProjectConfig> document, ServerConfig server)
    {
        if (!Uri.TryCreate(server.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) yield return Wrong("url", "url is an http or https address, such as https://0.0.0.0:8443.");
        else if (url.Scheme == "https" && server.Tls is null) yield return Wrong("url", "An https address needs `tls:` with a certificate.");
        if (server.ClientPerSecond is < 1 or > 100_000) yield return Wrong("client_per_second", "client_per_second is 1 to 100000.");
        if (server.TenantPerSecond is < 1 or > 1_000_000) yield return Wrong("tenant_per_second", "tenant_per_second is 1 to 1000000.");
        if (server.SignInsPerMinute is < 1 or > 10_000) yield return Wrong("sign_ins_per_minute", "sign_ins_per_minute is 1 to 10000.");

        Issue Wrong(string key, string message) => document.ErrorAt($"server/{key}", ConfigurationCodes.WrongValue, message);
    }

    private static IEnumerable<Issue> Events(YamlDocument<ProjectConfig> document, EventsConfig events)
    {
        if (events is { Home: not EventsHome.Embedded, Servers: [] }) yield return Wrong("home", "A broker needs `servers:`, each host:port.");
        foreach (var server in events.Servers.Where(server => !HostAndPort().IsMatch(server))) yield return Wrong("servers", $"'{server}' is no host:port.");
        if (events.Name is { } name && !Topic().IsMatch(name)) yield return Wrong("name", "name is letters, digits, '.', '_' and '-', 200 at most.");
        if (events.Partitions is < 1 or > 64) yield return Wrong("partitions", "partitions is 1 to 64.");
        if (events.Copies is < 1 or > 9) yield return Wrong("copies", "copies is 1 to 9.");
        if (events.KeptDays is < 1 or > 3650) yield return Wrong("kept_days", "kept_days is 1 to 3650.");
        if (events.User is null != events.Password is null) yield return Wrong("user", "user and password belong together.");

        Issue Wrong(string key, string message) => document.ErrorAt($"events/{key}", ConfigurationCodes.WrongValue, message);
    }

    private static IEnumerable<Issue> Source(YamlDocument<ProjectConfig> document, string path, SourceConfig source)
    {
        var facilities = document.Value.Facilities.Keys.ToList();
        if (source.Facility is { } facility && !facilities.Contains(facility))
            yield return document.ErrorAt($"{path}/facility", ConfigurationCodes.UnknownFacility, $"There is no facility '{facility}'. {Suggestion.For(facility, facilities)}");
        if (source.Retries is < 0 or > 20) yield return document.ErrorAt($"{path}/retries", ConfigurationCodes.WrongValue, "retries is 0 to 20.");
        if (source.Parallelism is < 1 or > 64) yield return document.ErrorAt($"{path}/parallelism", ConfigurationCodes.WrongValue, "parallelism is 1 to 64.");
        if (source.Timeout <= TimeSpan.Zero) yield return document.ErrorAt($"{path}/timeout", ConfigurationCodes.WrongValue, "timeout is longer than nothing.");
        if (source.Schedule is { } schedule && !CronSchedule.TryParse(schedule, out _, out var problem))
            yield return document.ErrorAt($"{path}/schedule", ConfigurationCodes.WrongValue, $"schedule {problem}.");
        foreach (var issue in Names(document, $"{path}/tables", source.Tables.Keys)) yield return issue;
        foreach (var (name, table) in source.Tables)
            if (table.Load == LoadType.Incremental && table.Watermark is null)
                yield return document.ErrorAt($"{path}/tables/{name}", ConfigurationCodes.NoWatermark, "An incremental load needs a watermark column.");
    }

    private static IEnumerable<Issue> Names(YamlDocument<ProjectConfig> document, string path, IEnumerable<string> names) =>
        names.Where(name => !Name().IsMatch(name))
            .Select(name => document.ErrorAt(
                $"{path}/{name}", ConfigurationCodes.WrongName, $"'{name}' is not a name: lower case, digits, underscores, a letter first."));

    // Source a_b with table c and source a with table b_c would both be bronze.a_b_c.
    private static IEnumerable<Issue> BronzeNames(YamlDocument<ProjectConfig> document) =>
        document.Value.Sources
            .SelectMany(source => source.Value.Tables.Keys.Select(table => (Source: source.Key, Table: table)))
            .Concat(document.Value.Listeners.SelectMany(listener => ListenerConfig.TablesOf(listener.Value.Kind).Select(table => (Source: listener.Key, Table: table))))
            .GroupBy(pair => $"bronze.{pair.Source}_{pair.Table}")
            .Where(group => group.Count() > 1)
            .Select(group => document.ErrorAt(
                $"sources/{group.Last().Source}/tables/{group.Last().Table}",
                ConfigurationCodes.WrongName,
                $"Two tables would both be {group.Key}: {string.Join(" and ", group.Select(pair => $"{pair.Source}/{pair.Table}"))}."));

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[^\s:/,]+:[0-9]{1,5}$|^\[[0-9A-Fa-f:.]+\]:[0-9]{1,5}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HostAndPort();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,200}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Topic();
}
