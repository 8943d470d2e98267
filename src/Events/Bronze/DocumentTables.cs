using Carelake.Lake.Bronze;

namespace Carelake.Events.Bronze;

/// <summary>FHIR resources, X12 files and measurements as rows of bronze: what the receiver knows of each, and the bytes whole.</summary>
public static class DocumentTables
{
    /// <summary>Header with the type of a FHIR resource.</summary>
    public const string ResourceType = "resource_type";

    /// <summary>Header with the id of a FHIR resource.</summary>
    public const string ResourceId = "resource_id";

    /// <summary>Header that says what a FHIR sender wants done: create, update or delete.</summary>
    public const string Operation = "operation";

    private static readonly FeedTable Fhir = Table("fhir", ResourceType, ResourceId, Operation);
    private static readonly FeedTable X12 = Table("x12");
    private static readonly FeedTable Telemetry = Table("telemetry");

    /// <summary>Names of the tables, in order.</summary>
    public static IEnumerable<string> Names => [Fhir.Name, Telemetry.Name, X12.Name];

    /// <summary>An event as a row.</summary>
    internal static FeedRow RowOf(StoredEvent stored) => stored.Event.Kind switch
    {
        EventKind.Fhir => Row(Fhir, stored, ResourceType, ResourceId, Operation),
        EventKind.X12 => Row(X12, stored),
        _ => Row(Telemetry, stored),
    };

    private static FeedTable Table(string name, params string[] headers) => new(name,
    [
        new("log_offset", "BIGINT"), new("received_at", "TIMESTAMP"), .. headers.Select(header => new FeedColumn(header)), new("message", "BLOB"),
    ]);

    private static FeedRow Row(FeedTable table, StoredEvent stored, params string[] headers) => new(table,
    [
        stored.Position.Offset, stored.Event.ReceivedAt.UtcDateTime, .. headers.Select(header => stored.Event.Headers.GetValueOrDefault(header)),
        stored.Event.Payload.ToArray(),
    ]);
}
