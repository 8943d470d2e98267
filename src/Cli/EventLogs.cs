using Carelake.Core;
using Carelake.Events;
using Carelake.Events.Brokers;
using Carelake.Events.Embedded;
using Carelake.Events.Kafka;
using Carelake.Events.RabbitMq;
using Carelake.Lake.Configuration;

namespace Carelake.Cli;

/// <summary>The event log of a project, in the home that <c>events:</c> in carelake.yaml names.</summary>
internal static class EventLogs
{
    /// <summary>The folder of what a lake has of its event log: all of it, or the index of one at a broker.</summary>
    public static string Folder(ProjectContext context) => Path.Combine(context.Lake.Root, "_carelake", "events");

    /// <summary>Takes the log, and makes it when it is not there.</summary>
    /// <exception cref="CarelakeException">LOG-0001: another process has it; LOG-0006: the broker is away; and others of the log.</exception>
    public static async Task<IEventLog> OpenAsync(ProjectContext context, CancellationToken cancellationToken)
    {
        var keys = Composition.Keys(context);
        if (context.Project.Config.Events.Home == EventsHome.Embedded) return await EmbeddedEventLog.OpenAsync(Folder(context), keys, new EmbeddedLogOptions(), cancellationToken);
        IBroker broker = context.Project.Config.Events.Home == EventsHome.Kafka
            ? await KafkaBroker.ConnectAsync(await KafkaAsync(context.Project, cancellationToken), cancellationToken)
            : await RabbitMqBroker.ConnectAsync(await RabbitMqAsync(context.Project, cancellationToken), cancellationToken);
        return await BrokerEventLog.OpenAsync(broker, Folder(context), keys, await context.OperationsAsync(cancellationToken), new BrokerLogOptions(), cancellationToken);
    }

    /// <summary>Looks into the log, also while a server has it.</summary>
    /// <exception cref="CarelakeException">LOG-0005: there is none.</exception>
    public static async Task<IEventLogView> ViewAsync(ProjectContext context, CancellationToken cancellationToken)
    {
        var (keys, events) = (Composition.Keys(context), context.Project.Config.Events);
        if (events.Home == EventsHome.Embedded) return EmbeddedLogView.Open(Folder(context), keys);
        var name = NameOf(context.Project);
        return await BrokerLogView.OpenAsync(events.Home == EventsHome.Kafka ? KafkaBroker.NameOf(name) : RabbitMqBroker.NameOf(name), Folder(context), keys, await context.OperationsAsync(cancellationToken), cancellationToken);
    }

    private static string NameOf(Project project) => project.Config.Events.Name ?? $"carelake-{project.Config.Name}";

    private static async Task<KafkaOptions> KafkaAsync(Project project, CancellationToken cancellationToken)
    {
        var (events, secrets) = (project.Config.Events, Composition.Secrets(project));
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["security.protocol"] = $"{(events.User is null ? "" : "sasl_")}{(events.Tls ? "ssl" : "plaintext")}",
        };
        if (events.Authorities is { } authorities) settings["ssl.ca.location"] = project.Resolve(authorities);
        if (events is { User: { } user, Password: { } password })
            (settings["sasl.mechanism"], settings["sasl.username"], settings["sasl.password"]) = ("PLAIN", user, await secrets.ResolveAsync(password, cancellationToken));
        foreach (var (name, value) in events.Settings)
            settings[name] = SecretReference.TryParse(value) is { } reference ? await secrets.ResolveAsync(reference, cancellationToken) : value;
        return new()
        {
            Servers = events.Servers, Topic = NameOf(project), Partitions = events.Partitions, Copies = (short)events.Copies, Kept = TimeSpan.FromDays(events.KeptDays), Settings = settings,
        };
    }

    private static async Task<RabbitMqOptions> RabbitMqAsync(Project project, CancellationToken cancellationToken)
    {
        var events = project.Config.Events;
        var options = new RabbitMqOptions
        {
            Servers = events.Servers, Name = NameOf(project), Partitions = events.Partitions, Copies = events.Copies, Kept = TimeSpan.FromDays(events.KeptDays), VirtualHost = events.VirtualHost,
            IsTls = events.Tls, Authorities = events.Authorities is { } authorities ? project.Resolve(authorities) : null,
        };
        return events is { User: { } user, Password: { } password }
            ? options with { User = user, Password = await Composition.Secrets(project).ResolveAsync(password, cancellationToken) }
            : options;
    }
}
