using System.Globalization;
using Carelake.Core;
using Carelake.Events;
using Carelake.Fhir.FromHl7v2;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Hl7v2;
using Carelake.Lake.Configuration;
using CsvHelper;

namespace Carelake.Sources.Routes;

/// <summary>Makes routes of what <c>carelake.yaml</c> says.</summary>
public static class RouteFactory
{
    /// <summary>Makes a route.</summary>
    /// <param name="id">Its key in <c>routes:</c>.</param>
    /// <param name="config">What it says.</param>
    /// <param name="project">Paths are relative to it.</param>
    /// <param name="secrets">Finds its token.</param>
    /// <param name="log">Where messages come from.</param>
    /// <param name="readingOf">How a listener's messages are read, by its id.</param>
    /// <param name="clock">Measures pauses.</param>
    /// <param name="failed">Told of failures; the route goes on by itself.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="CarelakeException">SRC-0403: a file that it names is missing or wrong; LAKE-0207: there is no such secret.</exception>
    public static async Task<Route> OpenAsync(
        string id, RouteConfig config, Project project, ISecretResolver secrets, IEventLog log, Func<string, Hl7ReadOptions> readingOf, TimeProvider clock, Action<Exception> failed, CancellationToken cancellationToken)
    {
        var stages = new List<RouteStage>();
        if (config.Validate is { } profile) stages.Add(RouteStages.Validate(await ProfileAsync(id, profile, project, cancellationToken)));
        if (config.As == RouteForm.Fhir) stages.Add(RouteStages.ToFhir(new FromHl7v2Converter(MappingTables.Default, new())));
        if (config.Codes is { } codes) stages.Add(RouteStages.AddCodes(Codes(id, codes, project)));
        var token = config.Token is { } reference ? await secrets.ResolveAsync(reference, cancellationToken) : null;
        return new(id, log, config, readingOf, stages, TargetOf(config.To, project, token), clock, failed);
    }

    private static IRouteTarget TargetOf(string to, Project project, string? token)
    {
        var address = new Uri(to); // Checked when the project was loaded.
        return address.Scheme switch
        {
            "mllp" or "mllps" => new MllpRouteTarget(address.Host, address.Port, address.Scheme == "mllps"),
            "folder" => new FolderRouteTarget(project.Resolve(to["folder:".Length..])),
            _ => new HttpRouteTarget(address, token, project.Config.Outbound.PrivateAddresses),
        };
    }

    private static async Task<ValidationProfile> ProfileAsync(string route, string name, Project project, CancellationToken cancellationToken)
    {
        if (name == "standard") return ValidationProfile.Standard;
        var path = Existing(route, name, project);
        var profile = ValidationProfile.Parse(await File.ReadAllBytesAsync(path, cancellationToken), ValidationProfile.Standard);
        return profile.IsUsable ? profile.Value : throw Wrong(route, name, $"{profile.Issues[0].Location}: {profile.Issues[0].Message}", inner: null);
    }

    private static Dictionary<(string System, string Code), RouteCode> Codes(string route, string name, Project project)
    {
        var codes = new Dictionary<(string, string), RouteCode>();
        using var reader = new CsvReader(new StreamReader(Existing(route, name, project)), CultureInfo.InvariantCulture);
        try
        {
            reader.Read();
            reader.ReadHeader();
            while (reader.Read())
                codes[(reader.GetField("system") ?? "", reader.GetField("code") ?? "")] = new(reader.GetField("to_system") ?? "", reader.GetField("to_code") ?? "", reader.TryGetField<string>("to_display", out var display) ? display ?? "" : "");
            return codes;
        }
        catch (CsvHelperException exception)
        {
            throw Wrong(route, name, $"line {reader.Parser.RawRow}: a column is missing", exception);
        }
    }

    private static string Existing(string route, string name, Project project) =>
        project.Resolve(name) is var path && File.Exists(path) ? path : throw Wrong(route, name, "there is no such file", inner: null);

    private static CarelakeException Wrong(string route, string file, string why, Exception? inner) =>
        new("SRC-0403", $"A file of a route cannot be used: {why}.", $"routes/{route}: {file}", "docs/guides/routing-messages.md shows the form of each.", inner);
}
