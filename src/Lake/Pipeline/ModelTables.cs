using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;

namespace Carelake.Lake.Pipeline;

/// <summary>What a model looks like as a table, before and after it exists.</summary>
internal static class ModelTables
{
    /// <summary>The declared columns, for a materialisation; in silver, the warnings of a row after them.</summary>
    public static TableShape Shape(ModelSpec model) => model.IsSilver
        ? new(model.Table, [.. model.Columns.Keys, SystemColumns.Warnings], [.. model.Keys]) { Annotations = [SystemColumns.Warnings] }
        : new(model.Table, [.. model.Columns.Keys], [.. model.Keys]);

    /// <summary>
    /// The table when it is made. Those that change by parts keep a feed of their changes, so that a model that follows them reads what changed
    /// and not the files that it changed in.
    /// </summary>
    public static DeltaTableDefinition Definition(ModelSpec model) => new()
    {
        Name = model.Table,
        Description = model.Description,
        Configuration = Configuration(model),
    };

    private static Dictionary<string, string> Configuration(ModelSpec model)
    {
        var settings = new Dictionary<string, string>();
        if (model.IsSilver || model.Incremental is not null) settings["delta.enableChangeDataFeed"] = "true";
        if (model is { IsSilver: true, Materialisation: Materialisation.Scd2 or Materialisation.Upsert }) settings[ChangeHash.Setting] = ChangeHash.Current;
        return settings;
    }

    /// <summary>Binds a table's rows, or, when it does not exist yet, no rows with its columns.</summary>
    /// <param name="session">The session.</param>
    /// <param name="table">Full name.</param>
    /// <param name="model">The table's model; null for tables that have none, which must exist.</param>
    public static void Bind(LakeSession session, string table, ModelSpec? model)
    {
        if (session.Bind(table) is null && model is not null)
            session.Bind(table, EmptySql(model));
    }

    /// <summary>No rows, with all the columns of the model's table.</summary>
    public static string EmptySql(ModelSpec model) => $"select {string.Join(", ", EmptyColumns(model))} where false";

    private static IEnumerable<string> EmptyColumns(ModelSpec model)
    {
        var declared = model.Columns.Select(column => Typed(ColumnTypes.ToDuckDb(column.Value.Type), column.Key));
        if (!model.IsSilver) return declared;
        declared = declared.Append(Typed("varchar", SystemColumns.Warnings));
        var origin = new[] { Typed("varchar", "_source_id"), Typed("varchar", "_batch_id"), Typed("varchar", "_landing_file"), Typed("bigint", "_position") };
        return model.Materialisation switch
        {
            Materialisation.Scd2 => declared.Concat(Versions).Concat(origin),
            Materialisation.Upsert => declared.Concat(States).Concat(origin),
            _ => declared.Append(Typed("timestamp", SystemColumns.EffectiveAt)).Concat(origin),
        };
    }

    private static readonly string[] Versions =
    [
        Typed("timestamp", SystemColumns.ValidFrom), Typed("timestamp", SystemColumns.ValidTo), Typed("boolean", SystemColumns.IsCurrent),
        Typed("boolean", SystemColumns.IsDeleted), Typed("bigint", SystemColumns.ChangeHash),
        Typed("struct(_effective_at timestamp, _source_id varchar, _batch_id varchar, _landing_file varchar, _position bigint)[]", SystemColumns.ObservedAt),
    ];

    private static readonly string[] States =
    [
        Typed("timestamp", SystemColumns.EffectiveAt), Typed("boolean", SystemColumns.IsDeleted), Typed("bigint", SystemColumns.ChangeHash),
    ];

    private static string Typed(string type, string name) => $"cast(null as {type}) as {DuckDbSql.Identifier(name)}";
}
