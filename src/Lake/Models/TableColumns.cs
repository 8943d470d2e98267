namespace Carelake.Lake.Models;

/// <summary>The columns that SQL may read from each table: those declared, and those the lake adds.</summary>
public static class TableColumns
{
    private static readonly string[] History = ["valid_from", "valid_to", "is_current", "is_deleted", "change_hash", "observed_at"];

    private const string Warnings = "_warnings";

    /// <summary>Silver tables that the runner fills from the configuration, with their columns.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfRunner { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["silver.run_parameters"] = ["as_of_date"],
        ["silver.facility"] = ["facility_id", "facility_name", "country_code"],
    };

    /// <summary>The columns of a model's table, in order: declared, then (in silver) warnings, history, origin.</summary>
    public static IReadOnlyList<string> Of(ModelSpec model) =>
    [
        .. model.Columns.Keys,
        .. model.IsSilver ? new[] { Warnings }.Except(model.Columns.Keys) : [],
        .. model.Materialisation == Materialisation.Scd2 ? History.Except(model.Columns.Keys) : [],
        .. model.IsSilver ? MappingSpec.OriginColumns.Except(model.Columns.Keys) : [],
    ];
}
