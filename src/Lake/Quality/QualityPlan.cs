using System.Collections.Immutable;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Models;

namespace Carelake.Lake.Quality;

/// <summary>
/// The rules of one model as SQL that is computed in the same pass as the rows: one bit a rule in <c>_rule_flags</c>. Rules that
/// compare rows (unique) or tables (relationship) are one aggregate and one join each, never a query a row.
/// </summary>
public sealed class QualityPlan
{
    /// <summary>Flags are the bits of a BIGINT that is never negative.</summary>
    private const int MaximumRules = 62;

    private readonly ModelSpec _model;
    private readonly ImmutableArray<RuleSpec> _rules;

    private QualityPlan(ModelSpec model, ImmutableArray<RuleSpec> rules)
    {
        _model = model;
        _rules = rules;
    }

    /// <summary>The rules, in the order of their bits.</summary>
    public IReadOnlyList<RuleSpec> Rules => _rules;

    /// <summary>Tables that the rules look into.</summary>
    public IReadOnlySet<string> References =>
        _rules.Where(rule => rule.Type == RuleType.Relationship).Select(rule => rule.References!).ToHashSet(); // RuleShape requires it.

    /// <summary>Makes the plan of a model's rules about rows of one severity: errors decide before a write, warnings are counted after.</summary>
    /// <exception cref="CarelakeException">LAKE-0501: more rules than one row can carry.</exception>
    public static QualityPlan For(ModelSpec model, RuleSeverity severity)
    {
        var rules = model.Rules.Where(rule => rule.Severity == severity && !RuleShape.IsAboutTable(rule.Type)).ToImmutableArray();
        return rules.Length <= MaximumRules
            ? new QualityPlan(model, rules)
            : throw new CarelakeException(
                "LAKE-0501", $"{model.Table} has {rules.Length} rules of one severity about rows; {MaximumRules} is the most.", model.SpecFile,
                "Join rules of one kind into one: a not_null rule may name several columns.");
    }

    /// <summary>The rows of a relation with <c>_rule_flags</c> beside them.</summary>
    /// <param name="relation">A relation with the model's columns; read more than once when a rule is <c>unique</c>.</param>
    /// <param name="existing">The relation that holds the table as it is, or null while there is none: unique looks there too.</param>
    public string FlaggedSql(string relation, string? existing)
    {
        var joins = _rules.Select((rule, bit) => Join(rule, bit, relation, existing, null)).Where(join => join.Length > 0);
        return $"select m.*, {FlagsSql()} as _rule_flags from {relation} m{string.Concat(joins)}";
    }

    /// <summary>The rows of a relation with the names of the rules they break beside them, joined by commas, NULL for none.</summary>
    /// <param name="relation">As for <see cref="FlaggedSql"/>.</param>
    /// <param name="existing">As for <see cref="FlaggedSql"/>.</param>
    /// <param name="column">Name of the column with the names.</param>
    /// <param name="known">
    /// For relationship rules, relations of those keys of the other table that the rows refer to; where there is none, the other table is read.
    /// </param>
    public string MarkedSql(string relation, string? existing, string column, IReadOnlyDictionary<RuleSpec, string>? known = null)
    {
        if (_rules.IsEmpty) return $"select *, cast(null as varchar) as {column} from {relation}";
        var names = _rules.Select((rule, bit) => $"case when {RowCheck.Broken(rule, _model, Side(bit))} then {DuckDbSql.Literal(rule.Name)} end");
        var joins = _rules.Select((rule, bit) => Join(rule, bit, relation, existing, known?.GetValueOrDefault(rule)));
        return $"select m.*, nullif(concat_ws(',', {string.Join(", ", names)}), '') as {column} from {relation} m{string.Concat(joins)}";
    }

    /// <summary>Names of the broken rules, separated by commas; an empty text when none is.</summary>
    /// <param name="flags">Column or expression with the flags.</param>
    public string NamesSql(string flags)
    {
        var names = _rules.Select((rule, bit) => $"case when ({flags} & {1L << bit}) <> 0 then {DuckDbSql.Literal(rule.Name)} end");
        return $"concat_ws(',', {string.Join(", ", names.DefaultIfEmpty("null"))})";
    }

    /// <summary>What the broken rules say, separated by semicolons.</summary>
    /// <param name="flags">Column or expression with the flags.</param>
    public string MessagesSql(string flags)
    {
        var messages = _rules.Select((rule, bit) =>
            $"case when ({flags} & {1L << bit}) <> 0 then {DuckDbSql.Literal(rule.Message ?? rule.Name)} end");
        return $"concat_ws('; ', {string.Join(", ", messages.DefaultIfEmpty("null"))})";
    }

    /// <summary>A count for each rule, in order, of the rows that break it; each begins with a comma.</summary>
    /// <param name="flags">Column or expression with the flags.</param>
    public string CountsSql(string flags) =>
        string.Concat(_rules.Select((_, bit) => $", count(*) filter (where ({flags} & {1L << bit}) <> 0) as f{bit}"));

    private string FlagsSql()
    {
        var bits = _rules.Select((rule, bit) => $"case when {RowCheck.Broken(rule, _model, Side(bit))} then {1L << bit} else 0 end");
        return $"cast({string.Join(" + ", bits.DefaultIfEmpty("0"))} as bigint)";
    }

    private string Join(RuleSpec rule, int bit, string relation, string? existing, string? known) => rule.Type switch
    {
        RuleType.Unique => JoinOn(rule, bit, RepeatedSql(rule, relation, existing)),
        RuleType.Relationship => JoinOn(rule, bit, ReferencedSql(rule, known)),
        _ => "",
    };

    // The other side's columns have names of their own: a row rule names columns without saying whose they are.
    private static string JoinOn(RuleSpec rule, int bit, string other)
    {
        var names = rule.Columns.Select((_, index) => $"_{Side(bit)}_{index}").ToList();
        var conditions = rule.Columns.Zip(names, (own, theirs) => $"{RuleSql.Column("m", own)} = {Side(bit)}.{theirs}");
        return $" left join ({other}) {Side(bit)}({string.Join(", ", names)}, _found) on {string.Join(" and ", conditions)}";
    }

    private static string ReferencedSql(RuleSpec rule, string? known)
    {
        var columns = RuleSql.Columns(ReferenceColumns(rule));
        return $"select {columns}, 1 from {known ?? TableName.Quote(rule.References!)} group by {columns}"; // RuleShape requires it.
    }

    /// <summary>The columns of the other table that a relationship rule compares with its own, in their order.</summary>
    public static IReadOnlyList<string> ReferenceColumns(RuleSpec rule) =>
        rule.ReferenceColumns.Count > 0 ? rule.ReferenceColumns : rule.Columns;

    // Where the table keeps states of keys, two states of one key may share a value; two keys may not.
    private string RepeatedSql(RuleSpec rule, string relation, string? existing)
    {
        var columns = RuleSql.Columns(rule.Columns);
        var key = RuleSql.Columns(_model.Keys);
        var keepsKeys = _model.Materialisation is Materialisation.Scd2 or Materialisation.Upsert && _model.Keys.Count > 0;
        var select = keepsKeys ? $"{columns}, md5(cast(row({key}) as varchar)) as _key" : $"{columns}, null as _key";
        var rows = $"select {select} from {relation} where {Present(rule)}";
        if (existing is not null && keepsKeys) rows += $" union all select {select} from {existing} where {Present(rule)}";
        var repeated = keepsKeys ? "min(_key) <> max(_key)" : "count(*) > 1";
        return $"select {columns}, 1 from ({rows}) group by {columns} having {repeated}";
    }

    private static string Present(RuleSpec rule) =>
        string.Join(" and ", rule.Columns.Select(column => $"{DuckDbSql.Identifier(column)} is not null"));

    private static string Side(int bit) => $"r{bit}";
}
