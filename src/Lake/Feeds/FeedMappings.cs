using System.Collections.Immutable;
using Carelake.DuckDb;
using Carelake.Lake.Configuration;
using Carelake.Lake.Models;

namespace Carelake.Lake.Feeds;

/// <summary>
/// The mappings that come with the product for what listeners receive: ADT messages become patients, encounters and their places. A project's own mapping from the
/// same table of a listener to the same silver table takes the place of one.
/// </summary>
internal static class FeedMappings
{
    private const string Table = "adt";
    private const string Patients = "patient_id prior_patient_id second_patient_id second_prior_patient_id";
    private const string Visits = "visit_number alternate_visit_number account_number second_visit_number";

    private static readonly string Visit = Read("visit");

    private static readonly ImmutableArray<(string SilverTable, string Sql, ImmutableArray<ImmutableArray<string>> Ties)> All =
    [
        ("silver.patient", Read("patient"), Ties(Patients)),
        ("silver.encounter", Visit + Read("encounter"), Ties(Patients, Visits)),
        ("silver.encounter_location", Visit + Read("encounter_location"), Ties(Patients, Visits)),
    ];

    /// <summary>The mappings of listeners that say whose messages they get, to models that there are.</summary>
    /// <param name="listeners">By id.</param>
    /// <param name="models">Names of the models' tables.</param>
    /// <param name="own">The project's mappings.</param>
    public static IEnumerable<MappingSpec> For(IReadOnlyDictionary<string, ListenerConfig> listeners, IEnumerable<string> models, IReadOnlyCollection<MappingSpec> own)
    {
        var known = models.ToHashSet(StringComparer.Ordinal);
        return from listener in listeners
               where listener.Value is { Facility: not null, Kind: ListenerKind.Mllp }
               from mapping in All
               where known.Contains(mapping.SilverTable) && !own.Any(one => one.SourceId == listener.Key && one.SourceTable == Table && one.SilverTable == mapping.SilverTable)
               select new MappingSpec(
                   listener.Key, Table, $"bronze.{listener.Key}_{Table}", mapping.SilverTable, SqlFor(mapping.Sql, listener.Key, listener.Value.Facility!), // Filtered above.
                   $"(built in) feeds/{mapping.SilverTable["silver.".Length..]}.sql") { Ties = mapping.Ties };
    }

    // The files are whole SQL over a listener called listener, so that they can be read and checked as they are.
    private static string SqlFor(string sql, string listener, string facility) => sql
        .Replace("bronze.listener_adt", $"bronze.{listener}_{Table}", StringComparison.Ordinal)
        .Replace("'listener_facility'", DuckDbSql.Literal(facility), StringComparison.Ordinal)
        .Replace("'listener_source'", DuckDbSql.Literal(listener), StringComparison.Ordinal);

    private static ImmutableArray<ImmutableArray<string>> Ties(params string[] sets) => [.. sets.Select(set => set.Split(' ').ToImmutableArray())];

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(FeedMappings).Assembly.GetManifestResourceStream($"feeds.{name}.sql")!); // Embedded by the project file.
        return reader.ReadToEnd();
    }
}
