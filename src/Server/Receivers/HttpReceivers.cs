using System.Collections.Frozen;
using Carelake.Events;
using Carelake.Fhir.Validation;
using Carelake.Hl7v2;
using Carelake.Lake.Configuration;
using Carelake.Sources.Feeds;

namespace Carelake.Server.Receivers;

/// <summary>The listeners of a tenant that messages come to by HTTP, and the log that keeps them.</summary>
internal sealed class HttpReceivers
{
    private readonly FrozenDictionary<string, HttpReceiver> _byId;

    /// <summary>Opens the receivers of a project.</summary>
    /// <param name="project">Its listeners of the kind http.</param>
    /// <param name="log">Keeps what comes.</param>
    /// <param name="time">The clock.</param>
    public HttpReceivers(Project project, IEventLog log, TimeProvider time) => _byId = project.Config.Listeners
        .Where(listener => listener.Value is { IsActive: true, Kind: ListenerKind.Http })
        .ToFrozenDictionary(listener => listener.Key, listener => new HttpReceiver(listener.Key, listener.Value, log, time), StringComparer.Ordinal);

    /// <summary>A receiver; <see langword="null"/> when the project has none of that id.</summary>
    public HttpReceiver? Find(string id) => _byId.GetValueOrDefault(id);
}

/// <summary>One listener.</summary>
/// <param name="id">Its id.</param>
/// <param name="config">Its settings.</param>
/// <param name="log">Keeps what comes.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpReceiver(string id, ListenerConfig config, IEventLog log, TimeProvider time)
{
    private readonly Lazy<FhirValidator> _validator = new(() => new FhirValidator());

    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>The facility that its messages belong to; <see langword="null"/> for what they say themselves.</summary>
    public string? Facility => config.Facility;

    /// <summary>The longest message.</summary>
    public long LongestBytes => config.LongestMessageKib * 1024L;

    /// <summary>Senders should come back later.</summary>
    public bool IsBehind => log.IsBehind;

    /// <summary>Reads HL7 v2 messages.</summary>
    public Hl7Intake Hl7 { get; } = new(
        id, config.Facility, new() { FallbackCharset = config.Charset }, ReceiverRules.Default with { ProcessingIds = [.. config.ProcessingIds], Events = [.. config.Events] }, time.GetUtcNow());

    /// <summary>Checks FHIR resources.</summary>
    public FhirValidator Validator => _validator.Value;

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Keeps events, all or none; they are on the disk when this returns.</summary>
    public ValueTask<IReadOnlyList<Appended>> KeepAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken) => log.AppendAsync(events, cancellationToken);

    /// <summary>An event of this listener.</summary>
    /// <param name="kind">What its bytes are.</param>
    /// <param name="subject">What events of one order are about: a patient, a device. May be empty.</param>
    /// <param name="key">What makes it the same as another.</param>
    /// <param name="payload">Its bytes.</param>
    public NewEvent Event(EventKind kind, string subject, EventKey key, ReadOnlyMemory<byte> payload) =>
        new() { Feed = id, Kind = kind, PartitionKey = $"{Facility}|{subject}", Key = key, ReceivedAt = Now, Payload = payload };
}
