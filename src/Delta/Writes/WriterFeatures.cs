using Carelake.Delta.Log;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;

namespace Carelake.Delta.Writes;

/// <summary>What a table asks of its writers, and what this one can do. See "Table Features" in the Delta protocol.</summary>
internal static class WriterFeatures
{
    public const string DeletionVectors = "deletionVectors";
    public const string TimestampNtz = "timestampNtz";

    /// <summary>Table property that allows deletion vectors.</summary>
    public const string DeletionVectorsProperty = "delta.enableDeletionVectors";

    /// <summary>Table property that asks for a change data feed.</summary>
    public const string ChangeDataFeedProperty = "delta.enableChangeDataFeed";

    /// <summary>Table property that forbids to remove rows.</summary>
    public const string AppendOnlyProperty = "delta.appendOnly";

    private const int FeaturesReader = 3;
    private const int FeaturesWriter = 7;

    // Features whose demands are met, or that demand something only when a property or a column says so: see Check.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "appendOnly", "invariants", "checkConstraints", "changeDataFeed", "generatedColumns", "identityColumns", "columnMapping",
        "allowColumnDefaults", "domainMetadata", "v2Checkpoint", "vacuumProtocolCheck", "inCommitTimestamp", "typeWidening",
        "typeWidening-preview", DeletionVectors, TimestampNtz,
    };

    // What the older protocol versions imply, by the first writer version that does.
    private static readonly (int Version, string Feature)[] Legacy =
    [
        (2, "appendOnly"), (2, "invariants"), (3, "checkConstraints"), (4, "changeDataFeed"), (4, "generatedColumns"),
        (5, "columnMapping"), (6, "identityColumns"),
    ];

    // Properties and column settings whose demands this writer does not meet, with the feature each belongs to.
    private static readonly (string Property, string Feature)[] RefusedProperties =
    [
        ("delta.enableRowTracking", "rowTracking"), ("delta.enableInCommitTimestamps", "inCommitTimestamp"),
        ("delta.enableIcebergCompatV1", "icebergCompatV1"), ("delta.enableIcebergCompatV2", "icebergCompatV2"),
    ];

    private static readonly (string Key, string Feature)[] RefusedColumnSettings =
    [
        ("delta.generationExpression", "generatedColumns"), ("delta.identity.start", "identityColumns"),
        ("delta.invariants", "invariants"), ("CURRENT_DEFAULT", "allowColumnDefaults"),
    ];

    /// <summary>Refuses a table that asks for more than this writer can do.</summary>
    /// <exception cref="Core.CarelakeException">DELTA-0113: names the feature.</exception>
    public static void Check(DeltaSnapshot snapshot) =>
        Check(snapshot.Protocol, snapshot.Metadata.Configuration, snapshot.Schema, snapshot.TableFolder);

    /// <summary>Refuses a protocol, settings or columns that ask for more than this writer can do.</summary>
    /// <exception cref="Core.CarelakeException">DELTA-0113: names the feature.</exception>
    public static void Check(Protocol protocol, IReadOnlyDictionary<string, string> settings, StructType schema, string place)
    {
        if (protocol.MinWriterVersion > FeaturesWriter)
            throw WriteErrors.Feature(place, $"writer version {protocol.MinWriterVersion}");
        if (protocol.WriterFeatures?.FirstOrDefault(feature => !Known.Contains(feature)) is { } unknown)
            throw WriteErrors.Feature(place, $"the feature {unknown}");
        if (settings.GetValueOrDefault("delta.columnMapping.mode") is not (null or "none"))
            throw WriteErrors.Feature(place, "the feature columnMapping");
        if (settings.Keys.Any(key => key.StartsWith("delta.constraints.", StringComparison.Ordinal)))
            throw WriteErrors.Feature(place, "the feature checkConstraints");
        foreach (var (property, feature) in RefusedProperties)
        {
            if (IsOn(settings, property)) throw WriteErrors.Feature(place, $"the feature {feature}");
        }

        foreach (var (key, feature) in RefusedColumnSettings)
        {
            if (AllFields(schema).Any(field => field.Metadata.ContainsKey(key)))
                throw WriteErrors.Feature(place, $"the feature {feature}");
        }
    }

    /// <summary>The setting is true.</summary>
    public static bool IsOn(IReadOnlyDictionary<string, string> settings, string property) =>
        settings.TryGetValue(property, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an existing table allows deletion vectors.</summary>
    public static bool AllowsDeletionVectors(DeltaSnapshot snapshot) =>
        IsOn(snapshot.Metadata.Configuration, DeletionVectorsProperty)
        && snapshot.Protocol.WriterFeatures?.Contains(DeletionVectors, StringComparer.Ordinal) == true;

    /// <summary>The protocol that a table of some schema and settings needs at least.</summary>
    /// <param name="current">What it has; <see langword="null"/> for a new table.</param>
    /// <param name="schema">Columns.</param>
    /// <param name="settings">Table properties.</param>
    /// <returns><paramref name="current"/> itself when it is enough.</returns>
    public static Protocol Needed(Protocol? current, StructType schema, IReadOnlyDictionary<string, string> settings)
    {
        var readerFeatures = new List<string>();
        if (IsOn(settings, DeletionVectorsProperty)) readerFeatures.Add(DeletionVectors);
        if (schema.All().Any(type => type == PrimitiveType.TimestampNtz)) readerFeatures.Add(TimestampNtz);
        var hasFeed = IsOn(settings, ChangeDataFeedProperty);
        var legacy = current ?? new Protocol { MinReaderVersion = 1, MinWriterVersion = hasFeed ? 4 : 2 };
        var writerFeatures = hasFeed ? readerFeatures.Append("changeDataFeed") : readerFeatures;
        var has = Implied(legacy).ToList();
        var missing = writerFeatures.Except(has, StringComparer.Ordinal).ToList();
        if (missing.Count == 0) return legacy;
        return new Protocol
        {
            MinReaderVersion = FeaturesReader,
            MinWriterVersion = FeaturesWriter,
            ReaderFeatures = [.. ReaderImplied(legacy).Union(readerFeatures, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            WriterFeatures = [.. has.Union(missing, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<string> Implied(Protocol protocol) => protocol.WriterFeatures
        ?? Legacy.Where(legacy => legacy.Version <= protocol.MinWriterVersion).Select(legacy => legacy.Feature);

    private static IEnumerable<string> ReaderImplied(Protocol protocol) => protocol.ReaderFeatures
        ?? (protocol.MinReaderVersion >= 2 ? ["columnMapping"] : []);

    private static IEnumerable<StructField> AllFields(StructType schema) => schema.All().OfType<StructType>().SelectMany(type => type.Fields);
}
